package dev.twt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Spark's own master and two workers of two cores, each a JVM of a real distribution. */
public final class StandaloneCluster implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(180);
    private static final int WORKERS = 2;

    private final Path folder;
    private final SparkDistribution spark;
    private final List<Process> processes = new ArrayList<>();
    private final String url;

    private StandaloneCluster(SparkDistribution spark, Path folder) throws IOException, InterruptedException {
        this.spark = spark;
        this.folder = Files.createDirectories(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start("master", "Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
        this.url = await("master", STARTED);
        for (int worker = 0; worker < WORKERS; worker++) {
            start(
                    "worker-" + worker,
                    "worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    "2",
                    "--memory",
                    "4g",
                    "--work-dir",
                    work(worker).toString(),
                    url);
            await("worker-" + worker, Pattern.compile("(Successfully registered with master)"));
        }
    }

    public static StandaloneCluster start(SparkDistribution spark, Path folder)
            throws IOException, InterruptedException {
        return new StandaloneCluster(spark, folder);
    }

    private void start(String name, String main, String... arguments) throws IOException {
        String type = "org.apache.spark.deploy." + (main.equals("Master") ? "master.Master" : main);
        List<String> command = new ArrayList<>(List.of(spark.home().resolve("bin/spark-class") + "", type));
        command.addAll(List.of(arguments));
        processes.add(Submission.builder(spark, folder, command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    private String await(String name, Pattern words) throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".log");
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (processes.get(processes.size() - 1).isAlive() && System.nanoTime() < end) {
            Matcher found = words.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(100);
        }
        close();
        throw new IOException(name + " did not start: " + Files.readString(log));
    }

    public String url() {
        return url;
    }

    private Path work(int worker) {
        return folder.resolve("work-" + worker);
    }

    /** What drivers that ran on the workers printed. */
    public String driversSaid() throws IOException {
        StringBuilder said = new StringBuilder();
        for (int worker = 0; worker < WORKERS; worker++) {
            if (Files.isDirectory(work(worker))) {
                try (Stream<Path> files = Files.walk(work(worker))) {
                    for (Path file : files.filter(StandaloneCluster::isDrivers).toList()) {
                        said.append(Files.readString(file));
                    }
                }
            }
        }
        return said.toString();
    }

    private static boolean isDrivers(Path file) {
        return file.getParent().getFileName().toString().startsWith("driver-")
                && file.getFileName().toString().matches("stdout|stderr");
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
