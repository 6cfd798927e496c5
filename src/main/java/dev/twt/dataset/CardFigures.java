package dev.twt.dataset;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a data set card tells.
 *
 * @param name of the set
 * @param createdAt when it was made
 * @param stages stage to number of examples
 * @param questions questions that have at least one example
 * @param tasks kind of question to number of kept answers
 * @param teachers one line a teacher
 * @param sources where the questions come from
 * @param questionLicence what is known of their licence, may be empty
 * @param selection setting to value, as selection used them
 * @param rejected reason to number of answers that were left out
 * @param versions of what made it
 */
public record CardFigures(
        String name,
        Instant createdAt,
        Map<String, Long> stages,
        long questions,
        Map<String, Long> tasks,
        List<TeacherLine> teachers,
        List<String> sources,
        String questionLicence,
        Map<String, String> selection,
        Map<String, Long> rejected,
        Map<String, String> versions) {
    /**
     * One teacher.
     *
     * @param name its name
     * @param model what answered, may be empty
     * @param answers rows of the ledger
     * @param kept those that the set is made of
     * @param licence what is known of the use of its outputs, may be empty
     */
    public record TeacherLine(String name, String model, long answers, long kept, String licence) {}

    public CardFigures {
        stages = ordered(stages);
        tasks = ordered(tasks);
        teachers = List.copyOf(teachers);
        sources = List.copyOf(sources);
        selection = ordered(selection);
        rejected = ordered(rejected);
        versions = ordered(versions);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Examples of all stages. */
    public long examples() {
        return stages.values().stream().mapToLong(Long::longValue).sum();
    }
}
