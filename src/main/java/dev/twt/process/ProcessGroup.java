package dev.twt.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A command in a process group that ends with this JVM, however that ends. Between the JVM and the command stands
 * a small shell that reads a pipe from the JVM. The system closes the pipe when the JVM is gone, kill -9 included; then
 * the whole group gets TERM, and KILL after {@link #GRACE}, or as long as was said.
 */
public final class ProcessGroup {
    /** What a command gets to end by itself where nothing else is said. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration BEYOND = Duration.ofSeconds(3);

    /** Longest wait for the end of all of it. */
    public static final Duration PATIENCE = GRACE.plus(BEYOND);

    /** The inner part outlives its own TERM, and what the command leaves behind when it ends by itself. */
    private static final String WRAPPER = """
            exec 3<&0 </dev/null
            trap : TERM HUP INT
            "$@" 3<&- &
            command=$!
            (
              trap : TERM HUP INT
              cat <&3 >/dev/null
              kill -s TERM -- -$$
              tenths=0
              while kill -0 "$command" 2>/dev/null && [ "$tenths" -lt %d ]; do
                sleep 0.1
                tenths=$((tenths + 1))
              done
              sleep 0.2
              kill -s KILL -- -$$
            ) &
            exec 3<&-
            wait "$command"
            code=$?
            while kill -0 "$command" 2>/dev/null; do
              wait "$command"
              code=$?
            done
            exit "$code"
            """;

    private final Process process;
    private final Duration patience;

    private ProcessGroup(Process process, Duration patience) {
        this.process = process;
        this.patience = patience;
    }

    /**
     * Starts it; its output is added to the log.
     *
     * @param leader words that give it a group of its own
     * @param environment all of it
     * @throws IOException if the machine starts no process, or the log cannot be written
     */
    public static ProcessGroup start(
            List<String> leader, List<String> command, Map<String, String> environment, Path log) throws IOException {
        return start(leader, command, environment, log, GRACE);
    }

    /**
     * The same.
     *
     * @param grace what the command gets to end by itself after TERM
     */
    public static ProcessGroup start(
            List<String> leader, List<String> command, Map<String, String> environment, Path log, Duration grace)
            throws IOException {
        List<String> words = new ArrayList<>(leader);
        words.addAll(List.of("sh", "-c", WRAPPER.formatted(grace.toMillis() / 100), "twt-command"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new ProcessGroup(builder.start(), grace.plus(BEYOND));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, at most so long; whether it has ended. */
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The command's exit status, once it has ended. */
    public int status() {
        return process.exitValue();
    }

    /** Ends the whole group and waits for that, a few seconds longer than its grace at most. Also to be called when it has ended by itself. */
    public void end() {
        List<ProcessHandle> group = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // the wrapper is gone already, or goes now
        }
        CompletableFuture<?>[] ends = Stream.concat(Stream.of(process.toHandle()), group.stream())
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The shell that reads the pipe goes on by itself.
        }
    }
}
