package dev.twt.training.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The course of a training as JSON lines, a step each. */
final class Curve {
    /** Its name in the folder of a model. */
    static final String FILE = "training.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Curve(Path folder) {
        this.file = folder.resolve(FILE);
    }

    void add(CurvePoint point) throws IOException {
        Files.writeString(
                file, JSON.writeValueAsString(point) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Forgets what comes after a step, from which training goes on. */
    void cutAfter(long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (upTo(step, line)) {
                kept.add(line);
            }
        }
        Files.write(file, kept);
    }

    void copyTo(Path folder) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(folder.resolve(FILE), Files.readString(file));
        }
    }

    private static boolean upTo(long step, String line) {
        try {
            long its = JSON.readTree(line).path("step").asLong();
            return its > 0 && its <= step;
        } catch (JsonProcessingException e) {
            return false; // the last line of a process that was killed
        }
    }
}
