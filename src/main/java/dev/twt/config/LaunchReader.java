package dev.twt.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a teacher's {@code launch}. */
final class LaunchReader {
    private static final int MOST_STARTS = 100;
    private static final int MOST_GPUS = 64;
    private static final List<String> KNOWN = List.of("port", "host", "model", "gpus");
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_-]+)}");

    private LaunchReader() {}

    static LaunchConfig launch(Block block, boolean needed) {
        LaunchConfig launch = new LaunchConfig(
                block.leaf("command").texts(),
                path(block.leaf("ready-path")),
                path(block.leaf("api-path")),
                block.leaf("ready-timeout").duration(),
                (int) block.leaf("starts").whole(1, MOST_STARTS),
                (int) block.leaf("gpus").whole(0, MOST_GPUS),
                block.table("environment"),
                block.leaf("discovery-script").text(),
                block.leaf("logs").text());
        if (needed) {
            check(block, launch);
        }
        return launch;
    }

    private static String path(Leaf leaf) {
        String path = leaf.text();
        if (!path.isEmpty() && !path.startsWith("/")) {
            leaf.reject(leaf.shown() + " is no path of a server", "Begin it with a slash");
        }
        return path;
    }

    private static void check(Block block, LaunchConfig launch) {
        Leaf command = block.leaf("command");
        if (launch.command().isEmpty() || launch.command().get(0).isBlank()) {
            command.reject(
                    "backend = launched needs the command that starts the server",
                    "Write " + block.path() + ".command = [\"vllm\", \"serve\", \"{model}\", \"--port\", \"{port}\"]");
            return;
        }
        Stream.concat(launch.command().stream(), launch.environment().values().stream())
                .flatMap(text -> PLACE.matcher(text).results())
                .map(found -> found.group(1))
                .filter(name -> !KNOWN.contains(name))
                .distinct()
                .forEach(name -> command.reject(
                        "nothing is filled in for {" + name + "}", "Known: {port}, {host}, {model} and {gpus}"));
        boolean port = Stream.concat(launch.command().stream(), launch.environment().values().stream())
                .map(PLACE::matcher)
                .anyMatch(LaunchReader::namesPort);
        if (!port) {
            command.reject(
                    "the command does not say where the port goes: every server gets a free one",
                    "Put \"{port}\" where the program expects its port, in the command or in a variable of"
                            + " launch.environment");
        }
    }

    private static boolean namesPort(Matcher places) {
        return places.results().anyMatch(found -> found.group(1).equals("port"));
    }
}
