package dev.twt.generation.batch;

import dev.twt.config.BatchConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of one batch while it is written, on this machine; gone when it is closed. */
final class RequestFile implements AutoCloseable {
    private final BatchConfig limits;
    private final Path path;
    private final OutputStream out;
    private long bytes;
    private int lines;

    RequestFile(BatchConfig limits) throws IOException {
        this.limits = limits;
        this.path = Files.createTempFile("twt-batch", ".jsonl");
        this.out = new java.io.BufferedOutputStream(Files.newOutputStream(path));
    }

    static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a line fits; the first one always does. */
    boolean takes(byte[] line) {
        return lines == 0 || (lines < limits.maxRequests() && bytes + line.length <= limits.maxBytes());
    }

    void add(byte[] line) throws IOException {
        out.write(line);
        bytes += line.length;
        lines++;
    }

    /** The file, whole. */
    Path written() throws IOException {
        out.flush();
        return path;
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(path);
    }
}
