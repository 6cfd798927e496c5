package dev.twt.generation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of one source.
 *
 * @param path of the source
 * @param teacher name its rows got
 * @param added rows that are new in the ledger
 * @param known rows the ledger had already, or that the source holds twice
 * @param answers added rows in which an answer was found
 * @param rejected reason to number of rows
 */
public record ImportFigures(
        String path, String teacher, long added, long known, long answers, Map<String, Long> rejected) {
    public ImportFigures {
        rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
    }

    /** Rows that could not be used. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
