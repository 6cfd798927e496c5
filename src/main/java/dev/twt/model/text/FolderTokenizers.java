package dev.twt.model.text;

import java.nio.file.Path;

final class FolderTokenizers {
    private FolderTokenizers() {}

    static Tokenizer read(Path folder) {
        throw new UnsupportedOperationException();
    }
}
