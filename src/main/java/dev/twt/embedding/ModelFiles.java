package dev.twt.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.twt.config.EmbeddingConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a sentence-embedding model's two files are: the ONNX graph and the tokenizer. */
sealed interface ModelFiles {
    /** The place as a message names it. */
    String where();

    OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException, IOException;

    HuggingFaceTokenizer tokenizer(Map<String, String> options) throws IOException;

    /** Another text for other files, wherever they lie. */
    String fingerprint();

    static ModelFiles of(EmbeddingConfig config) {
        return switch (config.source()) {
            case "minilm" -> new Bundled("all-minilm-l6-v2");
            case "folder" -> Folder.of(Path.of(config.path()));
            default ->
                throw new UserException(
                        "embedding.source",
                        "there is no model behind '" + config.source() + "'",
                        "Take minilm or folder");
        };
    }

    /** Resources of a jar on the class path. */
    record Bundled(String name) implements ModelFiles {
        @Override
        public String where() {
            return name + " (in the jar)";
        }

        @Override
        public OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options)
                throws OrtException, IOException {
            try (InputStream in = resource(".onnx")) {
                return environment.createSession(in.readAllBytes(), options);
            }
        }

        @Override
        public HuggingFaceTokenizer tokenizer(Map<String, String> options) throws IOException {
            try (InputStream in = resource("-tokenizer.json")) {
                return HuggingFaceTokenizer.newInstance(in, options);
            }
        }

        /** The version in the jar is pinned with the build. */
        @Override
        public String fingerprint() {
            return name;
        }

        private InputStream resource(String suffix) throws IOException {
            InputStream in = ModelFiles.class.getResourceAsStream("/" + name + suffix);
            if (in == null) {
                throw new IOException(name + suffix + " is not on the class path");
            }
            return in;
        }
    }

    /** A folder as sentence-transformers and Optimum leave it; it must be there on every executor. */
    record Folder(Path folder, Path model, Path tokenizer) implements ModelFiles {
        static Folder of(Path folder) {
            Path model = List.of("model.onnx", "onnx/model.onnx").stream()
                    .map(folder::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> absent(folder, "model.onnx (or onnx/model.onnx)"));
            Path tokenizer = folder.resolve("tokenizer.json");
            if (!Files.isRegularFile(tokenizer)) {
                throw absent(folder, "tokenizer.json");
            }
            return new Folder(folder, model, tokenizer);
        }

        private static UserException absent(Path folder, String file) {
            return new UserException(
                    "embedding.path = " + folder,
                    Files.isDirectory(folder) ? "the folder has no " + file : "there is no such folder",
                    "Name a folder with model.onnx and tokenizer.json that the driver and every executor can read");
        }

        @Override
        public String where() {
            return "embedding.path = " + folder;
        }

        @Override
        public OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException {
            return environment.createSession(model.toString(), options);
        }

        @Override
        public HuggingFaceTokenizer tokenizer(Map<String, String> options) throws IOException {
            return HuggingFaceTokenizer.newInstance(tokenizer, options);
        }

        @Override
        public String fingerprint() {
            try {
                return Sha256.hex(model) + Sha256.hex(tokenizer);
            } catch (IOException e) {
                throw new UserException(where(), "it cannot be read: " + e.getMessage(), "See its permissions");
            }
        }
    }
}
