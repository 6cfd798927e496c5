package dev.twt.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a main class in a JVM of its own, from where a Spark cluster of several JVMs can be made. */
public final class ClusterJvm {
    private ClusterJvm() {}

    /** Spark's settings for two executors with a core each. */
    public static Map<String, String> twoExecutors() {
        return Map.of(
                "spark.master", "local-cluster[2,1,1024]",
                "spark.ui.enabled", "false",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.driver.host", "127.0.0.1",
                "spark.executor.memory", "512m",
                "spark.executor.extraClassPath", System.getProperty("java.class.path"));
    }

    /**
     * Starts it.
     *
     * @param folder working directory; receives out.txt with all that is said
     * @param properties of the JVM
     */
    public static Process start(Path folder, Map<String, String> properties, Class<?> main, String... arguments)
            throws IOException {
        return start(folder, properties, Map.of(), main, arguments);
    }

    /** Likewise, with variables in its environment. */
    public static Process start(
            Path folder,
            Map<String, String> properties,
            Map<String, String> environment,
            Class<?> main,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-opens") || argument.startsWith("-Djdk.reflect")) {
                command.add(argument);
            }
        }
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Path home =
                Files.createDirectories(folder.resolve("home").resolve("jars")).getParent();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output(folder).toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", scalaLine());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        // A test that is ended from outside leaves nothing running.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** What was said so far. */
    public static String said(Path folder) throws IOException {
        return Files.exists(output(folder)) ? Files.readString(output(folder)) : "";
    }

    private static Path output(Path folder) {
        return folder.resolve("out.txt");
    }

    private static String scalaLine() {
        String version = scala.util.Properties.versionNumberString();
        return version.substring(0, version.lastIndexOf('.'));
    }
}
