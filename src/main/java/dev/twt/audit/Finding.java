package dev.twt.audit;

import java.util.List;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param check name of the check
 * @param severity empty where there is nothing to find fault with
 * @param count rows that it is about
 * @param of rows that were looked at
 * @param what in words, without the counts
 * @param fix what to do, empty where nothing has to be done
 * @param examples a few ids, or texts, of what was found
 */
public record Finding(
        String check,
        Optional<Severity> severity,
        long count,
        long of,
        String what,
        String fix,
        List<String> examples) {
    /** Examples that a finding carries at most. */
    static final int EXAMPLES = 3;

    public Finding {
        examples = List.copyOf(examples);
    }

    /** A check that found nothing in so many rows. */
    static Finding none(String check, long of, String what) {
        return new Finding(check, Optional.empty(), 0, of, what, "", List.of());
    }

    static Finding of(
            String check, Severity severity, long count, long of, String what, String fix, List<String> examples) {
        return new Finding(check, Optional.of(severity), count, of, what, fix, examples);
    }
}
