package dev.twt.training.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.FileChecksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The last states of a learner on disk, a folder each: written aside and renamed when whole, checked by sum when read. A
 * state that cannot be written costs nothing but itself; one that cannot be read is passed over for the one before.
 */
final class Checkpoints {
    private static final String STATE = "state.safetensors";
    private static final String PROGRESS = "progress.json";
    private static final String PART = ".part";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String prefix;
    private final int kept;
    private final Consumer<String> note;

    /** @param prefix of the folders' names, for several series in one folder */
    Checkpoints(Path folder, String prefix, int kept, Consumer<String> note) {
        this.folder = folder;
        this.prefix = prefix + "-";
        this.kept = kept;
        this.note = note;
    }

    private record Written(LoopProgress progress, String sha256) {}

    /** Keeps the state of a learner, and deletes what is older than the last few. */
    void save(Learner learner, LoopProgress progress) {
        Path whole = folder.resolve(prefix + String.format(Locale.ROOT, "%010d", progress.step()));
        Path part = whole.resolveSibling(whole.getFileName() + PART);
        try {
            Folders.delete(part);
            Files.createDirectories(part);
            learner.saveState(part.resolve(STATE));
            Written written = new Written(progress, FileChecksum.sha256(part.resolve(STATE)));
            Files.writeString(part.resolve(PROGRESS), JSON.writeValueAsString(written));
            Folders.delete(whole);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            for (Path old : newestFirst().stream().skip(kept).toList()) {
                Folders.delete(old);
            }
        } catch (IOException | RuntimeException e) {
            note.accept("step " + progress.step() + " could not be kept (" + e.getMessage()
                    + "): training goes on, and earlier checkpoints stay");
            deleteQuietly(part);
        }
    }

    /** Puts a learner back to the newest state that is whole. */
    Optional<LoopProgress> restore(Learner learner) throws IOException {
        for (Path checkpoint : newestFirst()) {
            try {
                Written written = JSON.readValue(Files.readString(checkpoint.resolve(PROGRESS)), Written.class);
                if (!FileChecksum.sha256(checkpoint.resolve(STATE)).equals(written.sha256())) {
                    throw new IOException("its sum is wrong");
                }
                learner.loadState(checkpoint.resolve(STATE));
                return Optional.of(written.progress());
            } catch (IOException | RuntimeException e) {
                note.accept("checkpoint " + checkpoint + " is broken (" + e.getMessage() + ") and passed over");
                Folders.delete(checkpoint);
            }
        }
        return Optional.empty();
    }

    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(
                            path -> name(path).startsWith(prefix) && !name(path).endsWith(PART))
                    .sorted(Comparator.comparing(Checkpoints::name).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static void deleteQuietly(Path part) {
        try {
            Folders.delete(part);
        } catch (IOException | UncheckedIOException e) {
            return; // it is deleted before the next one of its name is written
        }
    }
}
