package dev.twt.model.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opening of model files, with the same words for the same troubles. */
final class ModelFiles {
    private ModelFiles() {}

    static FileChannel open(Path path) {
        if (!Files.exists(path)) {
            throw new ModelException(
                    path.toString(), "there is no such file", "Check the path of the model, or fetch it first");
        }
        if (!Files.isRegularFile(path)) {
            throw new ModelException(path.toString(), "this is not a file", "Give the path of the file itself");
        }
        try {
            return FileChannel.open(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static ModelException unreadable(Path path, IOException cause) {
        return new ModelException(
                path.toString(),
                "the file can't be read: " + (cause.getMessage() == null ? cause : cause.getMessage()),
                "Check its permissions and the disk",
                cause);
    }

    static ModelException noTensor(Path path, String name) {
        return new ModelException(
                path.toString(), "there is no tensor " + name + " in it", "Take the complete files of this model");
    }

    static int arrayLength(Path path, String tensor, long values) {
        if (values > Integer.MAX_VALUE - 8) {
            throw new ModelException(
                    path.toString(),
                    "tensor " + tensor + " has " + values + " values, more than one Java array holds",
                    "Take a smaller model");
        }
        return (int) values;
    }

    /** Closes without hiding the trouble that led here. */
    static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written: there is nothing to lose.
            return;
        }
    }
}
