package dev.twt.dataset;

import dev.twt.config.UserException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;

/** Tells a full or closed disk from a fault of ours. */
public final class StorageProblems {
    private StorageProblems() {}

    /**
     * What the user has to mend, where any cause of a failure is of that kind.
     *
     * @param where the folder that was written or read
     */
    public static Optional<UserException> of(Throwable failure, String where) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof UserException user) {
                return Optional.of(user);
            }
            String message = String.valueOf(cause.getMessage());
            String lower = message.toLowerCase(Locale.ROOT);
            if (lower.contains("no space left on device") || lower.contains("quota exceeded")) {
                return Optional.of(new UserException(
                        where,
                        "no space left on the disk",
                        "Free space or name another workspace; what was"
                                + " recorded is kept, run the same command again to go on"));
            }
            if (cause instanceof AccessControlException
                    || lower.contains("permission denied")
                    || lower.contains("read-only file system")) {
                return Optional.of(new UserException(
                        where,
                        "it cannot be written: " + firstLine(message),
                        "Give write access or name another workspace"));
            }
        }
        return Optional.empty();
    }

    /** The user's problem if it is one, else the failure itself, unchecked. */
    public static RuntimeException explain(Throwable failure, String where) {
        return of(failure, where)
                .map(RuntimeException.class::cast)
                .orElseGet(() -> failure instanceof RuntimeException unchecked
                        ? unchecked
                        : new IllegalStateException(where + ": " + failure.getMessage(), failure));
    }

    private static Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
