package dev.twt.generation;

import dev.twt.config.DataFormat;
import dev.twt.config.ImportSource;
import dev.twt.config.QuestionsConfig;
import dev.twt.dataset.QuestionMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the rows of a source that brings its own questions are read as questions. */
final class ImportQuestions {
    private ImportQuestions() {}

    static QuestionsConfig config(ImportSource source, long limit) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, source, "question_id", "id");
        put(fields, source, "question", "question");
        put(fields, source, "choices", "choices");
        // An unmapped field called gold is looked for under its own name; there is no harm in it.
        put(fields, source, "gold", "gold");
        return new QuestionsConfig(List.of(source.path()), DataFormat.AUTO, fields, limit, source.licence());
    }

    /** The question's task is settled when the questions are read; here only its id and text matter. */
    static QuestionMapper mapper(ImportSource source) {
        return new QuestionMapper(config(source, 0).fields(), "text", "import.sources.fields");
    }

    private static void put(Map<String, String> fields, ImportSource source, String column, String key) {
        String path = source.fields().get(column);
        if (path != null) {
            fields.put(key, path);
        }
    }
}
