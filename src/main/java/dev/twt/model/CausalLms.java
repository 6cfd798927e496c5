package dev.twt.model;

import dev.twt.model.file.FileChecksum;
import dev.twt.model.file.GgufFile;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.SafetensorsFolder;
import dev.twt.model.file.Weights;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Checkpoint;
import dev.twt.model.network.Dtype;
import dev.twt.model.network.FolderArchitecture;
import dev.twt.model.network.GgufArchitecture;
import dev.twt.model.network.Network;
import dev.twt.model.text.Tokenizer;
import dev.twt.model.text.Tokenizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where models come from. */
public final class CausalLms {
    private CausalLms() {}

    /**
     * Loads a model into native memory.
     *
     * @throws ModelException if the file is absent, damaged or not the expected one, if its architecture or something in
     *     it is not supported, or if it does not fit the free memory
     */
    public static CausalLm load(ModelSpec spec) {
        Path path = spec.path();
        if (!Files.exists(path)) {
            throw new ModelException(path.toString(), "there is no such file or folder", "Check the model's path");
        }
        Dtype dtype = Dtype.named(spec.dtype());
        checkSum(path, spec.sha256());
        Optional<TemplateSource> given =
                Optional.ofNullable(spec.chatTemplate()).map(TemplateSource::ofFile);
        return Files.isDirectory(path) ? fromFolder(path, dtype, given) : fromGguf(path, dtype, given);
    }

    private static CausalLm fromGguf(Path path, Dtype dtype, Optional<TemplateSource> given) {
        String where = path.toString();
        try (GgufFile file = GgufFile.open(path);
                Weights weights = file.weights()) {
            Architecture architecture = GgufArchitecture.read(where, file.metadata(), weights);
            Checkpoint checkpoint = Checkpoint.ofGguf(where, weights, architecture);
            Optional<TemplateSource> template = given.or(() -> TemplateSource.inGguf(where, file.metadata()));
            return assembled(architecture, checkpoint, dtype, Tokenizers.fromGguf(file), template);
        }
    }

    private static CausalLm fromFolder(Path folder, Dtype dtype, Optional<TemplateSource> given) {
        try (Weights weights = SafetensorsFolder.open(folder)) {
            Architecture architecture = FolderArchitecture.read(folder, weights);
            Checkpoint checkpoint = Checkpoint.ofFolder(folder.toString(), weights, architecture);
            Optional<TemplateSource> template = given.or(() -> TemplateSource.inFolder(folder));
            return assembled(architecture, checkpoint, dtype, Tokenizers.fromFolder(folder), template);
        }
    }

    private static CausalLm assembled(
            Architecture architecture,
            Checkpoint checkpoint,
            Dtype dtype,
            Tokenizer tokenizer,
            Optional<TemplateSource> template) {
        try {
            MemoryCheck.check(checkpoint.where(), architecture, dtype);
            return new TorchLm(Network.load(architecture, checkpoint, dtype), tokenizer, template);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static void checkSum(Path path, String expected) {
        if (expected == null || expected.isBlank()) {
            return;
        }
        if (Files.isDirectory(path)) {
            throw new ModelException(
                    path.toString(), "a sha256 is given, but this is a folder", "Give sums for GGUF files only");
        }
        FileChecksum.check(path, expected);
    }
}
