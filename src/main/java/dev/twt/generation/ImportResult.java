package dev.twt.generation;

import dev.twt.dataset.QuestionFigures;
import java.util.List;

/**
 * How an import ended.
 *
 * @param questions what was read from the question files, or null where the sources brought all questions
 * @param sources what became of each source, in the order of the config
 */
public record ImportResult(QuestionFigures questions, List<ImportFigures> sources) {
    public ImportResult {
        sources = List.copyOf(sources);
    }
}
