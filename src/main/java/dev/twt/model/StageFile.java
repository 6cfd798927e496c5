package dev.twt.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What whoever trained a model has written into its folder. */
final class StageFile {
    private StageFile() {}

    /** Missing where there is no such file, or none that can be read: whoever trained it takes that for none as well. */
    static JsonNode in(Path model) {
        Path file = Files.isDirectory(model)
                ? model.resolve(PromptPrefix.FILE)
                : model.resolveSibling(PromptPrefix.FILE); // of a GGUF file beside it
        if (!Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
