package dev.twt.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * spark-shell in a process of its own: that of SPARK_HOME where there is one, else Maven's, which is on the class path on
 * Spark 3.5. What is pasted compiles and runs as one piece, as a notebook's paragraph does.
 */
final class SparkShell {
    private static final String MAIN = "org.apache.spark.repl.Main";
    private static final int MINUTES = 30;

    private final Path folder;

    /** @param folder where it is started, and where relative paths begin */
    SparkShell(Path folder) {
        this.folder = folder;
    }

    /** Whether there is one. */
    static boolean isThere() {
        return !home().isEmpty() || SparkShell.class.getResource("/" + MAIN.replace('.', '/') + ".class") != null;
    }

    private static String home() {
        String home = System.getenv("SPARK_HOME");
        return home != null && Files.isDirectory(Path.of(home, "jars")) ? home : "";
    }

    /**
     * Runs pieces of code one after another.
     *
     * @return what each printed; the code that failed is not {@linkplain #isDone done}
     */
    List<String> run(List<String> pieces) throws IOException, InterruptedException {
        Path code = Files.createDirectories(folder.resolve("pasted"));
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            Path file = code.resolve("p" + i + ".scala");
            Files.writeString(file, pieces.get(i) + "\nprintln(\"" + done(i) + "\")\n");
            input.append(":paste ")
                    .append(file)
                    .append("\nprintln(\"")
                    .append(end(i))
                    .append("\")\n");
        }
        Path in = folder.resolve("stdin.txt");
        Path out = folder.resolve("stdout.txt");
        Files.writeString(in, input);
        Process shell = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            if (!shell.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("spark-shell does not end:\n" + Files.readString(out));
            }
        } finally {
            shell.destroyForcibly();
        }
        return parts(Files.readString(out), pieces.size());
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Spark's opens, as this JVM was given them.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx2g",
                "-Dscala.usejavacp=true",
                "-Dspark.master=local[2]",
                "-Dspark.ui.enabled=false",
                "-Dspark.sql.shuffle.partitions=2",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-cp",
                classPath(),
                MAIN));
        return command;
    }

    private static String classPath() {
        // Entries may be relative to where this JVM was started.
        String own = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
        return home().isEmpty() ? own : jars(Path.of(home(), "jars")) + ":" + own;
    }

    private static String jars(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return String.join(":", all.map(Path::toString).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> parts(String out, int pieces) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < pieces; i++) {
            // A shell that shows what it reads shows the mark in quotes; one that does not puts its prompt before it.
            int to = out.indexOf(end(i) + "\n", from);
            parts.add(to < 0 ? out.substring(from) : out.substring(from, to));
            from = to < 0 ? out.length() : to;
        }
        return parts;
    }

    /** The last line of a piece of code that came to its end. */
    private static String done(int piece) {
        return "@@done " + piece;
    }

    private static String end(int piece) {
        return "@@end " + piece;
    }

    /** Whether the piece that printed this came to its end. */
    static boolean isDone(String part, int piece) {
        return part.contains(done(piece) + "\n");
    }
}
