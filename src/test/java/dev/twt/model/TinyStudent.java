package dev.twt.model;

import java.nio.file.Path;

/** A made model that can be asked: it reads any text of up to 1,000 bytes and answers nonsense. */
public final class TinyStudent {
    private TinyStudent() {}

    /** Writes it as a Hugging Face folder. */
    public static Path write(Path folder, long seed) {
        return TinyFolder.write(TinyModel.random(TinyShape.TIED_LLAMA.withContext(1024), seed), folder);
    }
}
