package dev.twt.training.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** What a student of a grid leaves on disk beside its stages. */
public record StudentFolder(Path root) {
    /** The student's record, there when all of it is. */
    public static final String RECORD = "student.json";

    private static final String FAILURE = ".failure.json";
    private static final int LAST_LINES = 12;
    private static final int TAIL = 8 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that the process said that trained it. */
    Path log() {
        return root.resolve("grid.log");
    }

    Path lock() {
        return root.resolve(".lock");
    }

    /** The class path and options of the process. */
    Path arguments() {
        return root.resolve(".java-arguments");
    }

    void forgetEnd() throws IOException {
        Files.deleteIfExists(root.resolve(RECORD));
        Files.deleteIfExists(root.resolve(FAILURE));
    }

    void record(StudentRecord record) throws IOException {
        replace(root.resolve(RECORD), record.json());
    }

    Optional<StudentRecord> record() throws IOException {
        return text(RECORD).flatMap(StudentRecord::of);
    }

    void failure(StudentEnd.Failed failed) throws IOException {
        replace(root.resolve(FAILURE), failed.json());
    }

    Optional<StudentEnd.Failed> failure() throws IOException {
        return text(FAILURE).map(StudentEnd::of).map(StudentEnd.Failed.class::cast);
    }

    /** Steps that a stage has taken so far, as the curve of the loop has them; 0 where it has none. */
    long steps(String stage) throws IOException {
        try {
            List<String> lines = tail(root.resolve(stage).resolve("checkpoints").resolve("training.jsonl"));
            for (int i = lines.size() - 1; i >= 0; i--) {
                long step = step(lines.get(i));
                if (step > 0) {
                    return step;
                }
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            return 0; // it has not begun, or a program trains that keeps no curve
        }
        return 0;
    }

    /** Whether a stage has its model, and no other is being made. */
    boolean isDone(String stage) {
        Path its = root.resolve(stage);
        return Files.exists(its.resolve("model").resolve("twt-stage.json")) && !Files.exists(its.resolve("begun.json"));
    }

    /** The last lines of the log. */
    List<String> lastLines() throws IOException {
        List<String> lines = Files.exists(log())
                ? tail(log()).stream().filter(line -> !line.isBlank()).toList()
                : List.of();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    private static long step(String line) {
        try {
            JsonNode point = JSON.readTree(line);
            return point == null ? 0 : point.path("step").asLong();
        } catch (JsonProcessingException e) {
            return 0; // half a line, at either end
        }
    }

    private static List<String> tail(Path file) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL);
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private Optional<String> text(String name) throws IOException {
        try {
            return Optional.of(Files.readString(root.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(aside, text + "\n");
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
