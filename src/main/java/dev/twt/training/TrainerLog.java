package dev.twt.training;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Follows what a program adds to its log, from the moment it is started. */
final class TrainerLog {
    static final int LAST_LINES = 20;
    private static final int MOST_READ = 1 << 20;
    private static final long TAIL = 16 * 1024;

    private final Path file;
    private final Consumer<String> shown;
    private final long begin;
    private long read;

    /** @param shown told every whole line that is added */
    TrainerLog(Path file, Consumer<String> shown) throws IOException {
        this.file = file;
        this.shown = shown;
        this.begin = Files.exists(file) ? Files.size(file) : 0;
        this.read = begin;
    }

    /** Shows the whole lines that were added since. */
    void follow() throws IOException {
        for (byte[] bytes = bytes(read); bytes.length > 0; bytes = bytes(read)) {
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            if (whole == 0 && bytes.length < MOST_READ) {
                return; // the line goes on
            }
            int taken = whole == 0 ? bytes.length : whole;
            read += taken;
            new String(bytes, 0, taken, StandardCharsets.UTF_8).lines().forEach(line -> shown.accept(asSeen(line)));
        }
    }

    /** Shows the rest, whole line or not. */
    void end() throws IOException {
        follow();
        String rest = new String(bytes(read), StandardCharsets.UTF_8);
        if (!rest.isBlank()) {
            shown.accept(asSeen(rest));
        }
    }

    /** The last lines since the start. */
    List<String> lastLines() throws IOException {
        byte[] bytes = bytes(Math.max(begin, Files.size(file) - TAIL));
        List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(TrainerLog::asSeen)
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    /** Progress bars write over their line: what stands there in the end is the line. */
    private static String asSeen(String line) {
        String stripped = line.stripTrailing();
        return stripped.substring(stripped.lastIndexOf('\r') + 1);
    }

    private byte[] bytes(long from) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(MOST_READ, Math.max(0, log.length() - from))];
            log.seek(from);
            log.readFully(bytes);
            return bytes;
        }
    }
}
