package dev.twt.generation;

import java.util.Optional;

/**
 * Stops a teacher that fails too often. Shared by the tasks of one executor that ask the same teacher, so that each
 * executor gives up by itself after few requests.
 */
final class FailureRule {
    /** Fewer answers than this say nothing about a teacher. */
    static final int LEAST_ASKED = 20;

    private final double maxShare;
    private long asked;
    private long failed;
    private String lastError = "";
    private String stopped;

    FailureRule(double maxShare) {
        this.maxShare = maxShare;
    }

    synchronized void succeeded() {
        asked++;
    }

    synchronized void failed(String error) {
        asked++;
        failed++;
        lastError = error;
        if (stopped == null && asked >= LEAST_ASKED && failed > maxShare * asked) {
            stopped = failed + " of " + asked + " requests failed, more than the allowed share of " + maxShare
                    + "; the last: " + lastError;
        }
    }

    /** Why the teacher is not asked any more, or empty. */
    synchronized Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }
}
