package dev.twt.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the rows of the question files.
 *
 * @param rows rows read
 * @param questions distinct questions, before the limit
 * @param collapsed rows that repeated another one exactly
 * @param rejected reason to number of rows
 */
public record QuestionFigures(long rows, long questions, long collapsed, Map<String, Long> rejected) {
    public QuestionFigures {
        rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
    }

    /** Rows that could not be used. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
