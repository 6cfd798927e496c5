package dev.twt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code jobs/submit} from a shell in which nothing is set that jobs/twt would set.
 *
 * @param code of the exit
 * @param said on both streams
 */
public record Submission(int code, String said) {
    private static final long MINUTES = 10;

    /**
     * Submits and waits.
     *
     * @param jar to be submitted
     * @param folder that receives what is said, and what the libraries unpack
     * @param options of spark-submit, and after {@code --} the step
     */
    public static Submission of(SparkDistribution spark, Path jar, Path folder, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of("jobs", "submit").toAbsolutePath().toString()));
        command.addAll(options);
        Path said = Files.createTempFile(Files.createDirectories(folder), "submit", ".txt");
        ProcessBuilder builder = builder(spark, folder, command)
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("TWT_JAR", jar.toString());
        Process process = builder.start();
        Thread end = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            return new Submission(ended ? process.exitValue() : -1, Files.readString(said));
        } finally {
            kill(process);
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    static ProcessBuilder builder(SparkDistribution spark, Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.remove("DJL_OFFLINE");
        environment.remove("OMP_WAIT_POLICY");
        environment.put("SPARK_HOME", spark.home().toString());
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("SPARK_DAEMON_MEMORY", "256m");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Nothing that earlier runs unpacked helps.
        environment.put("DJL_CACHE_DIR", folder.resolve("djl").toAbsolutePath().toString());
        return builder;
    }

    /** What was said, with the line ends of a narrow screen taken out. */
    public String saidInOneLine() {
        return said.replaceAll("\\s+", " ");
    }
}
