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
        Dtype dtype = Dtype.named(spec.dtype());
        check(spec);
        return Files.isDirectory(spec.path()) ? folder(spec, dtype) : gguf(spec, dtype);
    }

    /**
     * Opens a model without its weights, with the same checks as {@link #load} but for the free memory.
     *
     * @throws ModelException as {@link #load}
     */
    public static ModelHead inspect(ModelSpec spec) {
        Dtype.named(spec.dtype());
        check(spec);
        return Files.isDirectory(spec.path()) ? folderHead(spec) : ggufHead(spec);
    }

    /**
     * Sees that a model's weights fit the memory that is free on this machine now.
     *
     * @param parameters of the model, as {@link #inspect} tells them
     * @throws ModelException if they do not
     */
    public static void checkMemory(ModelSpec spec, long parameters) {
        MemoryCheck.check(spec.path().toString(), parameters, Dtype.named(spec.dtype()));
    }

    private static void check(ModelSpec spec) {
        if (!Files.exists(spec.path())) {
            throw new ModelException(
                    spec.path().toString(), "there is no such file or folder", "Check the model's path");
        }
        checkSum(spec.path(), spec.sha256());
    }

    private static CausalLm gguf(ModelSpec spec, Dtype dtype) {
        String where = spec.path().toString();
        try (GgufFile file = GgufFile.open(spec.path());
                Weights weights = file.weights()) {
            Architecture architecture = GgufArchitecture.read(where, file.metadata(), weights);
            Checkpoint checkpoint = Checkpoint.ofGguf(where, weights, architecture);
            return assembled(architecture, checkpoint, dtype, ggufHead(spec, file, architecture));
        }
    }

    private static ModelHead ggufHead(ModelSpec spec) {
        try (GgufFile file = GgufFile.open(spec.path());
                Weights weights = file.weights()) {
            return ggufHead(spec, file, GgufArchitecture.read(spec.path().toString(), file.metadata(), weights));
        }
    }

    private static ModelHead ggufHead(ModelSpec spec, GgufFile file, Architecture architecture) {
        return new ModelHead(
                card(architecture),
                Tokenizers.fromGguf(file),
                given(spec).or(() -> TemplateSource.inGguf(spec.path().toString(), file.metadata())));
    }

    private static CausalLm folder(ModelSpec spec, Dtype dtype) {
        try (Weights weights = SafetensorsFolder.open(spec.path())) {
            Architecture architecture = FolderArchitecture.read(spec.path(), weights);
            Checkpoint checkpoint = Checkpoint.ofFolder(spec.path().toString(), weights, architecture);
            return assembled(architecture, checkpoint, dtype, folderHead(spec, architecture));
        }
    }

    private static ModelHead folderHead(ModelSpec spec) {
        try (Weights weights = SafetensorsFolder.open(spec.path())) {
            return folderHead(spec, FolderArchitecture.read(spec.path(), weights));
        }
    }

    private static ModelHead folderHead(ModelSpec spec, Architecture architecture) {
        return new ModelHead(
                card(architecture),
                Tokenizers.fromFolder(spec.path()),
                given(spec).or(() -> TemplateSource.inFolder(spec.path())));
    }

    private static Optional<TemplateSource> given(ModelSpec spec) {
        return Optional.ofNullable(spec.chatTemplate()).map(TemplateSource::ofFile);
    }

    private static ModelCard card(Architecture a) {
        return new ModelCard(a.family().label(), a.name(), a.parameters(), a.context(), a.vocabulary());
    }

    private static CausalLm assembled(Architecture architecture, Checkpoint checkpoint, Dtype dtype, ModelHead head) {
        try {
            MemoryCheck.check(checkpoint.where(), architecture, dtype);
            return new TorchLm(Network.load(architecture, checkpoint, dtype), head);
        } catch (RuntimeException e) {
            head.close();
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
