package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.model.file.ModelException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an exception means for the user. */
sealed interface Failure {
    /** The user's to mend. */
    record Mendable(List<Problem> problems) implements Failure {}

    /** Ended on purpose, everything kept. */
    record Stopped(String why, String kept) implements Failure {}

    /** A fault of ours. */
    record Fault(Throwable thrown) implements Failure {}

    /** A chain longer than this is a circle. */
    int LONGEST_CHAIN = 50;

    /**
     * Looks through the causes, since Spark wraps what is thrown on executors, and then through the messages, since an
     * exception that cannot be sent arrives as text only.
     */
    static Failure of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        return chain.stream()
                .flatMap(t -> known(t).stream())
                .findFirst()
                .or(() -> chain.stream()
                        .flatMap(t -> RemoteFailure.in(t.getMessage()).stream())
                        .map(problem -> (Failure) new Mendable(List.of(problem)))
                        .findFirst())
                .orElseGet(() -> new Fault(thrown));
    }

    private static Optional<Failure> known(Throwable thrown) {
        if (thrown instanceof UserException e) {
            return Optional.of(new Mendable(e.problems()));
        }
        if (thrown instanceof ModelException e) {
            return Optional.of(new Mendable(List.of(new Problem(e.where(), e.what(), e.fix()))));
        }
        if (thrown instanceof StoppedEarly e) {
            return Optional.of(new Stopped(e.why(), e.kept()));
        }
        return ofTheSystem(thrown).map(problem -> new Mendable(List.of(problem)));
    }

    /** Full disks and missing rights, which can meet any step. */
    private static Optional<Problem> ofTheSystem(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left on device") || message.contains("disk quota exceeded")) {
            return Optional.of(new Problem(
                    "disk",
                    "no space is left (" + firstLine(thrown) + ")",
                    "Free some, or set workspace and spark.conf's spark.local.dir to a larger disk; what was recorded"
                            + " is kept"));
        }
        if (thrown instanceof AccessDeniedException e) {
            return Optional.of(new Problem(
                    String.valueOf(e.getFile()), "this may not be read or written", "Give yourself the right to it"));
        }
        return Optional.empty();
    }

    private static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = thrown; t != null && chain.size() < LONGEST_CHAIN; t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }
}
