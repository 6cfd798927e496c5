package dev.twt.serving;

import dev.twt.model.PromptPrefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a model is called where nobody has said. */
final class ServedName {
    private static final String SUFFIX = ".gguf";

    /** A trained stage's model as a GGUF file, in its folder. */
    private static final String MERGED = "merged.gguf";

    /** Folders of a trained stage that are called alike in every student. */
    private static final List<String> ALIKE = List.of("model", "merged");

    private ServedName() {}

    /** The name of its file or folder, without .gguf; of a trained stage STUDENT.STAGE, as evaluations call it. */
    static String of(Path model) {
        Path path = model.toAbsolutePath().normalize();
        String file = path.getFileName().toString();
        if (Files.exists(path.resolve(PromptPrefix.FILE))) {
            return ofStage(path);
        }
        if (file.equals(MERGED) && Files.exists(path.resolveSibling(PromptPrefix.FILE))) {
            return ofStage(path.getParent());
        }
        return file.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
                ? file.substring(0, file.length() - SUFFIX.length())
                : file;
    }

    private static String ofStage(Path model) {
        Path stage = model;
        while (stage.getNameCount() > 2 && ALIKE.contains(stage.getFileName().toString())) {
            stage = stage.getParent();
        }
        boolean placed = !stage.equals(model) && stage.getNameCount() > 1;
        return placed
                ? stage.getParent().getFileName() + "." + stage.getFileName()
                : model.getFileName().toString();
    }
}
