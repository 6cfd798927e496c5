package dev.twt.embedding;

import dev.twt.config.EmbeddingConfig;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Tiny models made for these tests: four dimensions, twelve words, no weights worth the name. */
final class Fixtures {
    private Fixtures() {}

    static EmbeddingConfig model(String name, int maxTokens, int batchSize) {
        return folder(path(name), maxTokens, batchSize);
    }

    static EmbeddingConfig folder(Path path, int maxTokens, int batchSize) {
        return new EmbeddingConfig("folder", path.toString(), maxTokens, batchSize);
    }

    static Path path(String name) {
        try {
            return Path.of(Fixtures.class.getResource("/embedding/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
