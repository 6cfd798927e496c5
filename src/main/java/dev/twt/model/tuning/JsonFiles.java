package dev.twt.model.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files of an exported model. */
final class JsonFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFiles() {}

    static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    static void write(Path file, JsonNode json) {
        write(file, json.toPrettyString() + "\n");
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new ModelException(file.toString(), "it can't be read: " + e.getMessage(), "Fetch it again", e);
        }
    }

    static ModelException unwritable(Path path, IOException cause) {
        return new ModelException(
                path.toString(),
                "it can't be written: " + cause.getMessage(),
                "Check the folder, its permissions and the space on the disk",
                cause);
    }
}
