package dev.twt.training.grid;

import dev.twt.process.ProcessGroup;
import dev.twt.process.SessionLeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Trains a student in a process of its own. libtorch has one number of threads and one source of random numbers a process,
 * so that students in one process would neither keep to their cores nor come out the same twice; and one that takes more
 * memory than there is takes no other with it. The process ends with this one, however that ends.
 *
 * @param cores threads of the student
 * @param heap of Java, in bytes
 * @param environment of the process, without what is set here
 * @param lastCheckpoint what it gets, when it is to end early, to end its step and to write a last checkpoint; then it is
 *     killed
 */
public record StudentProcess(int cores, long heap, Map<String, String> environment, Duration lastCheckpoint) {
    /** Variable with the milliseconds of {@code lastCheckpoint}, for the process itself. */
    static final String LAST_CHECKPOINT = "TWT_GRID_LAST_CHECKPOINT";

    private static final Duration LOOK = Duration.ofMillis(500);

    /** What a shell says of a process that was killed, as the system does where memory is short. */
    private static final int KILLED = 128 + 9;

    public StudentProcess {
        environment = Map.copyOf(environment);
    }

    /**
     * Trains, or goes on with, a student, and waits for it.
     *
     * @param folder of the student
     * @param sets folder that its stages' files are in
     * @param steps told now and then how many steps are done
     * @param stop whether it is to end early with what it has
     * @throws IOException if there is no process to be had, or the folder cannot be written
     */
    public StudentEnd train(StudentJob job, Path folder, Path sets, LongConsumer steps, BooleanSupplier stop)
            throws IOException, InterruptedException {
        StudentFolder kept = new StudentFolder(Files.createDirectories(folder));
        kept.forgetEnd();
        List<String> command = SameJava.command(
                kept.arguments(), heap, cores, StudentMain.class, List.of(folder.toString(), sets.toString()));
        ProcessGroup process = ProcessGroup.start(
                SessionLeader.prefix("twt train --grid", environment),
                command,
                variables(job),
                kept.log(),
                lastCheckpoint);
        try {
            while (!process.awaitEnd(LOOK)) {
                steps.accept(StepCount.done(job, kept));
                if (stop.getAsBoolean()) {
                    return new StudentEnd.Stopped();
                }
            }
        } finally {
            process.end();
        }
        steps.accept(StepCount.done(job, kept));
        return stop.getAsBoolean() ? new StudentEnd.Stopped() : end(kept, process.status());
    }

    private Map<String, String> variables(StudentJob job) {
        Map<String, String> variables = new TreeMap<>(environment);
        String threads = String.valueOf(cores);
        variables.put("OMP_NUM_THREADS", threads);
        variables.put("MKL_NUM_THREADS", threads);
        variables.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
        variables.putIfAbsent("DJL_OFFLINE", "true");
        variables.put(LAST_CHECKPOINT, String.valueOf(lastCheckpoint.toMillis()));
        variables.put(StudentMain.JOB, job.json());
        return variables;
    }

    private static StudentEnd end(StudentFolder folder, int status) throws IOException {
        Optional<StudentRecord> record = folder.record();
        if (status == 0 && record.isPresent()) {
            return new StudentEnd.Trained(record.get());
        }
        Optional<StudentEnd.Failed> failure = folder.failure();
        return failure.isPresent() ? failure.get() : died(folder, status);
    }

    private static StudentEnd.Failed died(StudentFolder folder, int status) throws IOException {
        List<String> lines = folder.lastLines();
        return new StudentEnd.Failed(
                folder.log().toString(),
                "the process that trained it ended with exit code " + status
                        + (status == KILLED ? " (killed, as the system does where memory is short)" : "")
                        + (lines.isEmpty()
                                ? "; it said nothing"
                                : "; its last lines:\n  " + String.join("\n  ", lines)),
                status == KILLED
                        ? "Train fewer at once (grid.cores), lower train.jvm.tokens-at-once, or give executors more memory"
                        : "See the log; said again, it goes on from its last checkpoint");
    }
}
