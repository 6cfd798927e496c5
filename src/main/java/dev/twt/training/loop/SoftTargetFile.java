package dev.twt.training.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.FileChecksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Soft targets on disk: a line that says where they come from, then one an example, written aside as they are made. The
 * file gets its name when all are there, and its sum stands beside it. What was made from something else, or is broken, is
 * made again.
 */
final class SoftTargetFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Path part;
    private final Path sum;

    /** @param file its name when it is whole */
    SoftTargetFile(Path file) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.sum = file.resolveSibling(file.getFileName() + ".sha256");
    }

    /** Whether all targets of that origin are there, with the sum they had. */
    boolean isWhole(SoftTargetOrigin origin) throws IOException {
        if (!Files.exists(file) || !Files.exists(sum)) {
            return false;
        }
        return Files.readString(sum).strip().equals(FileChecksum.sha256(file)) && begins(file, origin);
    }

    /** What was made before, by number, if it is of that origin; without a last line that was cut short. */
    Map<Integer, OwnAnswer> begun(SoftTargetOrigin origin) throws IOException {
        Map<Integer, OwnAnswer> made = new TreeMap<>();
        if (Files.exists(part) && begins(part, origin)) {
            read(part).forEach(answer -> made.put(answer.number(), answer));
        }
        List<String> lines = new ArrayList<>(List.of(JSON.writeValueAsString(origin)));
        for (OwnAnswer answer : made.values()) {
            lines.add(JSON.writeValueAsString(answer));
        }
        Path aside = part.resolveSibling(part.getFileName() + ".tmp");
        Files.write(aside, lines);
        Files.move(aside, part, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return made;
    }

    void add(OwnAnswer answer) throws IOException {
        Files.writeString(part, JSON.writeValueAsString(answer) + "\n", StandardOpenOption.APPEND);
    }

    /** All are there. The sum first: without its file it does no harm. */
    void finish() throws IOException {
        Files.writeString(sum, FileChecksum.sha256(part) + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** By the number of the example. */
    Map<Integer, OwnAnswer> whole() throws IOException {
        Map<Integer, OwnAnswer> all = new TreeMap<>();
        read(file).forEach(answer -> all.put(answer.number(), answer));
        return all;
    }

    private static boolean begins(Path file, SoftTargetOrigin origin) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            return JSON.writeValueAsString(origin).equals(lines.readLine());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static List<OwnAnswer> read(Path file) throws IOException {
        List<OwnAnswer> answers = new ArrayList<>();
        try (var lines = Files.newBufferedReader(file)) {
            lines.readLine(); // the origin
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(JSON.readValue(line, OwnAnswer.class));
            }
        } catch (JsonProcessingException e) {
            return answers; // the last line of a process that was killed
        }
        return answers;
    }
}
