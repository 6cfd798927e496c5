package dev.twt.report.figures;

import dev.twt.config.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Reads a workspace part by part. A part that cannot be read becomes a problem that the report tells, not its end. */
final class Findings {
    private static final int LONGEST = 300;

    private final List<Gap> missing = new ArrayList<>();
    private final List<Gap> problems = new ArrayList<>();
    private final BooleanSupplier stopped;

    /**
     * @param stopped whether the user has asked to stop: then a failure is no problem of the workspace
     */
    Findings(BooleanSupplier stopped) {
        this.stopped = stopped;
    }

    /** What is read, or the other where that fails. */
    <T> T read(String where, T otherwise, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UserException e) {
            problem(where, e.problems().get(0).what());
        } catch (RuntimeException e) {
            raiseIfStopped(e);
            problem(where, said(e));
        } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
            raiseIfStopped(new IllegalStateException(e));
            problem(where, said(e));
        }
        return otherwise;
    }

    private void raiseIfStopped(RuntimeException failure) {
        if (stopped.getAsBoolean()) {
            throw failure;
        }
    }

    private static String said(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    void missing(String what, String why) {
        missing.add(new Gap(what, why));
    }

    void problem(String where, String why) {
        problems.add(new Gap(where, why));
    }

    List<Gap> missing() {
        return List.copyOf(missing);
    }

    List<Gap> problems() {
        return List.copyOf(problems);
    }
}
