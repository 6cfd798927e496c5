package dev.twt.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a teacher's own server is started (launched).
 *
 * @param command program and arguments; {@code {port}}, {@code {host}}, {@code {model}} and {@code {gpus}} are filled in
 * @param readyPath path that answers 200 once the server takes requests
 * @param apiPath path that stands before {@code /chat/completions}
 * @param readyTimeout longest time from the start until it is ready
 * @param starts times in a row that it is started before the teacher is given up, 1 or more
 * @param gpus GPUs of one server; 0: none is asked for
 * @param environment variables that are added to the server's, filled in as the command is
 * @param discoveryScript Spark's GPU discovery script, where GPU executors are asked for and need one; else empty
 * @param logs folder of the servers' output, or empty for the executor's own
 */
public record LaunchConfig(
        List<String> command,
        String readyPath,
        String apiPath,
        Duration readyTimeout,
        int starts,
        int gpus,
        Map<String, String> environment,
        String discoveryScript,
        String logs)
        implements Serializable {
    public LaunchConfig {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** What a teacher that starts no server has: the reference's defaults. */
    public static LaunchConfig none() {
        return of(List.of());
    }

    /** A server with nothing but a command, the rest by default. */
    public static LaunchConfig of(List<String> command) {
        return new LaunchConfig(command, "/health", "/v1", Duration.ofMinutes(10), 3, 0, Map.of(), "", "");
    }

    /** The same server with one more variable. */
    public LaunchConfig withVariable(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return with(more, logs);
    }

    /** The same server, its output kept elsewhere. */
    public LaunchConfig withLogs(String folder) {
        return with(environment, folder);
    }

    private LaunchConfig with(Map<String, String> newEnvironment, String newLogs) {
        return new LaunchConfig(
                command, readyPath, apiPath, readyTimeout, starts, gpus, newEnvironment, discoveryScript, newLogs);
    }

    /** Values of variables whose names tell that they are secret. */
    public List<String> secrets() {
        return environment.entrySet().stream()
                .filter(variable -> Secrets.isSecret(variable.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
