package dev.twt.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.PromptPrefix;
import dev.twt.training.loop.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** What one stage leaves on this machine's disk: its model, and until that is whole its checkpoints. */
final class StageFolder {
    /** In the folder of a model that is whole. */
    static final String MARK = PromptPrefix.FILE;

    private static final String BEGUN = "begun.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    StageFolder(Path root) {
        this.root = root;
    }

    /** The trained model. */
    Path model() {
        return root.resolve("model");
    }

    /** Where the program writes it. */
    Path part() {
        return root.resolve("model.part");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** What the stage learns in place of its examples' own tokens, where its method has such. */
    Path softTargets() {
        return root.resolve("soft-targets.jsonl");
    }

    Path log() {
        return root.resolve("trainer.log");
    }

    /** What the stage is trained from at the moment, if it was begun and never finished. */
    Optional<StageInputs> begun() throws IOException {
        return read(root.resolve(BEGUN), StageInputs.class);
    }

    /** The mark of the model, if it is there and whole. */
    Optional<StageMark> mark() throws IOException {
        return markIn(model());
    }

    static Optional<StageMark> markIn(Path model) throws IOException {
        return read(model.resolve(MARK), StageMark.class);
    }

    /** Makes ready for the program; what was begun from the same inputs stays, for it to go on. */
    void begin(StageInputs inputs) throws IOException {
        if (!begun().filter(inputs::equals).isPresent()) {
            Folders.delete(part());
            Folders.delete(checkpoints());
        }
        Files.createDirectories(part());
        Files.createDirectories(checkpoints());
        replace(root.resolve(BEGUN), inputs);
    }

    /** Whether the program has left anything where the model belongs. */
    boolean hasPart() throws IOException {
        try (Stream<Path> found = Files.list(part())) {
            return found.findAny().isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The program is done: what it left becomes the model, at once and with its mark. */
    void finish(StageMark mark) throws IOException {
        replace(part().resolve(MARK), mark);
        Path merged = part().resolve("merged");
        if (Files.isDirectory(merged)) { // a model of its own, which is asked alike
            replace(merged.resolve(MARK), mark);
        }
        Folders.delete(model());
        Files.move(part(), model(), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(root.resolve(BEGUN));
        Folders.delete(checkpoints());
    }

    private static void replace(Path file, Object value) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.writeString(aside, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), type));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty(); // what cannot be read is made again
        }
    }
}
