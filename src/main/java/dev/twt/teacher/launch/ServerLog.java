package dev.twt.teacher.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The file that holds what a server says, one life after the other. Only its end is ever read. */
final class ServerLog {
    static final int LAST_LINES = 20;
    private static final long MOST_READ = 16 * 1024;

    private final Path file;
    private final UnaryOperator<String> shown;
    private long begin;

    /** @param shown what may be shown of a line */
    private ServerLog(Path file, UnaryOperator<String> shown) {
        this.file = file;
        this.shown = shown;
    }

    /** A log in a folder, under a name that no other server of this machine has. */
    static ServerLog in(Path folder, String teacher, UnaryOperator<String> shown) throws IOException {
        Files.createDirectories(folder);
        return new ServerLog(Files.createTempFile(folder, "server-" + teacher + "-", ".log"), shown);
    }

    Path file() {
        return file;
    }

    /** A new life begins. */
    void begin() throws IOException {
        begin = Files.size(file);
    }

    /** The last words of this life, as they are: not to be shown. */
    String lastWords() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(begin, log.length() - MOST_READ);
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // somebody took the file away; the message does without
        }
    }

    /** The last lines of this life, as they may be shown. */
    List<String> lastLines() {
        List<String> lines = lastWords().lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                .map(shown)
                .toList();
    }
}
