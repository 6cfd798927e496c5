package dev.twt.model;

import dev.twt.model.file.FileChecksum;
import dev.twt.model.file.GgufFile;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.SafetensorsFolder;
import dev.twt.model.file.Weights;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Checkpoint;
import dev.twt.model.network.FolderArchitecture;
import dev.twt.model.network.GgufArchitecture;
import dev.twt.model.network.LoraAdapter;
import dev.twt.model.text.Tokenizer;
import dev.twt.model.text.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a model, open and checked, before its weights are copied into memory. Closing it closes the files, not a
 * {@link ModelHead} made from it.
 */
public final class ModelSource implements AutoCloseable {
    private final ModelSpec spec;
    private final Path base;
    private final Optional<LoraAdapter> adapter;
    private final GgufFile gguf;
    private final Weights weights;
    private final Architecture architecture;
    private final Checkpoint checkpoint;
    private final Optional<TrainedWith> trainedWith;

    private ModelSource(ModelSpec spec, Path base, Optional<LoraAdapter> adapter, GgufFile gguf, Weights weights) {
        String where = base.toString();
        this.spec = spec;
        this.base = base;
        this.adapter = adapter;
        this.gguf = gguf;
        this.weights = weights;
        this.architecture = gguf == null
                ? FolderArchitecture.read(base, weights)
                : GgufArchitecture.read(where, gguf.metadata(), weights);
        this.checkpoint = gguf == null
                ? Checkpoint.ofFolder(where, weights, architecture)
                : Checkpoint.ofGguf(where, weights, architecture);
        this.trainedWith = TrainedWith.said(spec.path());
        adapter.ifPresent(added -> {
            added.check(architecture);
            trainedWith.ifPresent(with -> with.checkBase(added.folder(), base, architecture, checkpoint));
        });
    }

    /**
     * Opens a GGUF file, a Hugging Face folder, or a folder with an adapter and the model that it names.
     *
     * @throws ModelException if a file is absent, damaged or not the expected one, or if its architecture or something in
     *     it is not supported
     */
    static ModelSource open(ModelSpec spec) {
        check(spec);
        Optional<LoraAdapter> adapter =
                LoraAdapter.isOne(spec.path()) ? Optional.of(LoraAdapter.read(spec.path())) : Optional.empty();
        Path base = adapter.map(AdapterBase::of).orElse(spec.path());
        return Files.isDirectory(base) ? folder(spec, base, adapter) : gguf(spec, base, adapter);
    }

    /** As {@link #open(ModelSpec)}, with nothing expected of the files. */
    public static ModelSource open(Path path) {
        return open(new ModelSpec(path, "", "float32", null));
    }

    private static ModelSource folder(ModelSpec spec, Path base, Optional<LoraAdapter> adapter) {
        Weights weights = SafetensorsFolder.open(base);
        try {
            return new ModelSource(spec, base, adapter, null, weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static ModelSource gguf(ModelSpec spec, Path base, Optional<LoraAdapter> adapter) {
        GgufFile file = GgufFile.open(base);
        try {
            return new ModelSource(spec, base, adapter, file, file.weights());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void check(ModelSpec spec) {
        if (!Files.exists(spec.path())) {
            throw new ModelException(
                    spec.path().toString(), "there is no such file or folder", "Check the model's path");
        }
        if (isEmptyFolder(spec.path())) {
            throw new ModelException(
                    spec.path().toString(),
                    "the folder is empty",
                    "Name the folder of a model; if it is a student's, its training did not end: say twt train again");
        }
        if (spec.sha256() == null || spec.sha256().isBlank()) {
            return;
        }
        if (Files.isDirectory(spec.path())) {
            throw new ModelException(
                    spec.path().toString(), "a sha256 is given, but this is a folder", "Give sums for GGUF files only");
        }
        FileChecksum.check(spec.path(), spec.sha256());
    }

    private static boolean isEmptyFolder(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> found = Files.list(path)) {
            return found.findAny().isEmpty();
        } catch (IOException e) {
            throw new ModelException(path.toString(), "the folder can't be read", "Check its permissions", e);
        }
    }

    /** The GGUF file or Hugging Face folder that holds the weights; an adapter's base. */
    public Path base() {
        return base;
    }

    public Optional<LoraAdapter> adapter() {
        return adapter;
    }

    /** The GGUF file; empty for a folder. */
    public Optional<GgufFile> gguf() {
        return Optional.ofNullable(gguf);
    }

    public Architecture architecture() {
        return architecture;
    }

    /** The model's tensors without the adapter. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The model's tensors with the adapter, if there is one, added. */
    public Checkpoint adapted() {
        return adapter.map(checkpoint::with).orElse(checkpoint);
    }

    /** Card, tokenizer and chat template. */
    public ModelHead head() {
        return new ModelHead(
                new ModelCard(
                        architecture.family().label(),
                        architecture.name(),
                        architecture.parameters(),
                        architecture.context(),
                        architecture.vocabulary()),
                tokenizer(),
                Optional.ofNullable(spec.chatTemplate())
                        .map(TemplateSource::ofFile)
                        .or(this::ownTemplate));
    }

    private Tokenizer tokenizer() {
        Tokenizer tokenizer = gguf == null ? Tokenizers.fromFolder(base) : Tokenizers.fromGguf(gguf);
        try {
            trainedWith.ifPresent(with -> with.checkTokenizer(spec.path(), base, tokenizer));
            return tokenizer;
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** The text of the chat template; empty for a base model. */
    public Optional<String> template() {
        return ownTemplate().map(TemplateSource::text);
    }

    private Optional<TemplateSource> ownTemplate() {
        return gguf == null ? TemplateSource.inFolder(base) : TemplateSource.inGguf(base.toString(), gguf.metadata());
    }

    @Override
    public void close() {
        weights.close();
        if (gguf != null) {
            gguf.close();
        }
    }
}
