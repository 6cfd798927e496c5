package dev.twt.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks for what a program left outside of its sandbox: processes, files, connections. */
final class Traces implements AutoCloseable {
    private static final List<String> FOLDERS =
            List.of("/", "/usr", "/tmp", "/var/tmp", "/etc", "/dev", "/dev/shm", ".");
    private static final int LISTEN_MS = 50;

    private final String mark = "twt-" + UUID.randomUUID();
    private final ServerSocket server;

    Traces() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout(LISTEN_MS);
    }

    String marked(String program) {
        return program.replace("MARK", mark).replace("PORT", Integer.toString(server.getLocalPort()));
    }

    List<String> left(SandboxLimits limits) throws IOException {
        String argument = Long.toString(limits.memory());
        return Stream.of(processes(mark), processes(argument), files(), connections())
                .flatMap(List::stream)
                .toList();
    }

    /** Command lines with that text. */
    static List<String> processes(String text) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> commandLine(path).contains(text))
                    .map(path -> "process " + path.getFileName())
                    .toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private List<String> files() {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, mark))
                .filter(Files::exists)
                .map(path -> "file " + path)
                .toList();
    }

    private List<String> connections() throws IOException {
        try (var connection = server.accept()) {
            return List.of("connection from " + connection.getRemoteSocketAddress());
        } catch (SocketTimeoutException e) {
            return List.of();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
