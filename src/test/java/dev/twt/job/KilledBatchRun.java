package dev.twt.job;

import dev.twt.config.RunConfigs;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A step, generate unless said otherwise, in a JVM of its own, which the test kills. */
final class KilledBatchRun {
    private KilledBatchRun() {}

    /** Starts it with run.conf of a folder, which receives out.txt with all that is said. */
    static Process start(Path folder) throws IOException {
        return start(folder, "generate");
    }

    /** @param step generate, evaluate or run */
    static Process start(Path folder, String step) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-opens") || argument.startsWith("-Djdk.reflect")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KilledBatchRun.class.getName(),
                folder.resolve("run.conf").toString(),
                step));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    /** Arguments: the configuration and the step. */
    public static void main(String[] args) {
        Pipeline pipeline = TwtPipeline.on(
                SparkSessions.shared(),
                RunConfigs.effective(Path.of(args[0]), Map.of()),
                new Console(System.out, System.err, false, Terminal.NONE));
        switch (args[1]) {
            case "run" -> pipeline.run();
            case "evaluate" -> pipeline.evaluate();
            default -> pipeline.generate();
        }
        System.out.println("DONE");
    }
}
