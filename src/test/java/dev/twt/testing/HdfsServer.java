package dev.twt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hadoop's mini cluster of a name node and two data nodes, in a JVM of its own ({@code src/test/hdfs}). */
public final class HdfsServer implements RemoteStore {
    private static final Pattern PORT = Pattern.compile("HDFS at port (\\d+)");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Process process;
    private final Thread end;
    private final int port;

    private HdfsServer(Process process, int port) {
        this.process = process;
        this.port = port;
        this.end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts it and waits until it can be used.
     *
     * @param folder receives the blocks, and what the cluster says
     */
    public static HdfsServer start(Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("hdfs.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-cp",
                        MavenClassPath.of("src/test/hdfs/pom.xml"),
                        "src/test/hdfs/HdfsCluster.java",
                        folder.resolve("hdfs").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() < patience) {
            Matcher port = PORT.matcher(Files.readString(said));
            if (port.find()) {
                return new HdfsServer(process, Integer.parseInt(port.group(1)));
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IOException("HDFS did not start: " + Files.readString(said));
    }

    @Override
    public String at(String key) {
        return "hdfs://127.0.0.1:" + port + "/" + key;
    }

    @Override
    public Map<String, String> hadoop() {
        return Map.of("dfs.client.use.datanode.hostname", "false", "dfs.replication", "2");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
