package dev.twt.model.tuning;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelCard;
import dev.twt.model.ModelHead;
import dev.twt.model.ModelSource;
import dev.twt.model.file.ModelException;
import dev.twt.model.network.Checkpoint;
import dev.twt.model.network.Network;
import dev.twt.model.torch.GpuMemory;
import dev.twt.model.torch.TorchDevice;
import dev.twt.model.torch.TorchProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A causal language model that learns, computed by libtorch in this JVM. Gradients pile up over calls of
 * {@link #accumulate} until {@link #step}. Used by one thread at a time.
 */
public final class TunableLm implements AutoCloseable {
    private final Path path;
    private final TuningSettings settings;
    private final ModelHead head;
    private final TorchDevice device;
    private final PtNDManager manager;
    private final Tensors tensors;
    private final TorchProgram optimizerProgram;
    private final LossProgram program;
    private final AdamW optimizer;
    private final ModelShape shape;
    private boolean accumulated;

    private TunableLm(
            Path path,
            TuningSettings settings,
            ModelSource source,
            ModelHead head,
            TorchDevice device,
            PtNDManager manager,
            long logits) {
        this.path = path;
        this.device = device;
        this.settings = settings;
        this.head = head;
        this.manager = manager;
        this.optimizerProgram = TorchProgram.of(manager, TunableLm.class, "optimizer");
        boolean goesOn = settings.lora().isPresent();
        this.tensors = new Tensors(
                manager,
                optimizerProgram,
                settings,
                source.architecture(),
                goesOn ? source.checkpoint() : source.adapted(),
                goesOn ? source.adapter() : Optional.empty());
        this.program = new LossProgram(manager, source.architecture(), settings, tensors, logits);
        this.optimizer = new AdamW(manager, optimizerProgram, settings.optimizer(), tensors.trained());
        this.shape = ModelShape.of(source, settings.lora());
    }

    /**
     * Opens a model for training. An adapter goes on being trained if the settings ask for adapters like it; if they ask
     * for all weights, it is added to its model's first.
     *
     * @param model a Hugging Face folder, a folder with a PEFT adapter, or a GGUF file
     * @throws ModelException if the model can't be used, if its adapter is not as the settings say, or if there is no such
     *     device
     */
    public static TunableLm open(Path model, TuningSettings settings) {
        return open(model, settings, LossProgram.LOGITS);
    }

    /** @param logits most logits made at a time */
    static TunableLm open(Path model, TuningSettings settings, long logits) {
        try (ModelSource source = ModelSource.open(model)) {
            source.adapter().ifPresent(adapter -> settings.lora().ifPresent(lora -> Continuation.check(adapter, lora)));
            ModelHead head = source.head();
            try {
                TorchDevice device = TorchDevice.of(settings.device());
                return open(model, settings, source, head, device, logits);
            } catch (RuntimeException e) {
                head.close();
                throw e;
            }
        }
    }

    private static TunableLm open(
            Path model, TuningSettings settings, ModelSource source, ModelHead head, TorchDevice device, long logits) {
        PtNDManager manager = device.newManager();
        try {
            return GpuMemory.watched(() -> new TunableLm(model, settings, source, head, device, manager, logits));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    public ModelCard card() {
        return head.card();
    }

    /** Where it is trained. */
    public TorchDevice device() {
        return device;
    }

    /** What is trained, by name. */
    Map<String, PtNDArray> trained() {
        return tensors.trained();
    }

    public long trainableParameters() {
        return tensors.trained().values().stream().mapToLong(PtNDArray::size).sum();
    }

    /**
     * Adds the gradients of the loss to those that are there.
     *
     * @param scale factor of the whole loss, for example one over the counted tokens of a step
     * @param stepSeed seed of the adapters' dropout
     * @return the loss: the sum over all counted tokens of minus the natural logarithm of the token's probability, times
     *     its example's weight, times {@code scale}
     */
    public double accumulate(List<TokenExample> examples, double scale, long stepSeed) {
        check(examples);
        accumulated |= !examples.isEmpty();
        return program.gradients(TokenBatch.of(examples, scale), stepSeed);
    }

    /** The same loss without gradients and dropout. */
    public double loss(List<TokenExample> examples, double scale) {
        check(examples);
        return program.loss(TokenBatch.of(examples, scale));
    }

    private void check(List<TokenExample> examples) {
        for (TokenExample example : examples) {
            int length = example.ids().length;
            if (length > card().contextLength()) {
                throw new IllegalArgumentException(
                        "An example has " + length + " tokens, and the model's context is " + card().contextLength());
            }
            for (int id : example.ids()) {
                if (id < 0 || id >= card().vocabularySize()) {
                    throw new IllegalArgumentException(
                            "There is no token " + id + " among the model's " + card().vocabularySize());
                }
            }
        }
    }

    /**
     * Clips the gradients, takes one step and zeroes them. Where their norm is not finite, weights and optimizer stay.
     *
     * @return the gradients' norm before clipping
     */
    public double step(double learningRate) {
        if (!accumulated) {
            throw new IllegalStateException("There are no gradients: call accumulate first");
        }
        accumulated = false;
        return optimizer.step(learningRate);
    }

    /**
     * Writes trained weights, the optimizer's moments and its count of steps.
     *
     * @param file a safetensors file, which appears under its name when it is complete
     */
    public void saveState(Path file) {
        state().save(file);
    }

    /**
     * Goes on from a saved state.
     *
     * @throws BadState if it is of another model, of other adapters, or broken; then nothing has changed
     */
    public void loadState(Path file) {
        state().load(file);
    }

    private TuningState state() {
        return new TuningState(shape.toString(), tensors.trained(), optimizer);
    }

    /** A copy of the model as it stands, for writing answers. The caller closes it, before this. */
    public CausalLm answering() {
        Checkpoint checkpoint = Checkpoint.ofFolder(path.toString(), live(), shape.architecture());
        dev.twt.model.network.Dtype dtype =
                dev.twt.model.network.Dtype.valueOf(settings.dtype().name());
        return CausalLms.over(Network.load(shape.architecture(), checkpoint, dtype, device), head);
    }

    private LiveWeights live() {
        return new LiveWeights(manager, optimizerProgram, tensors, settings.lora());
    }

    /**
     * Writes the adapters as PEFT does, {@code adapter_config.json} and {@code adapter_model.safetensors}.
     *
     * @param baseModel name or path of the model that they belong to
     * @throws IllegalStateException if all weights are trained and there are no adapters
     */
    public void saveAdapter(Path folder, String baseModel) {
        LoraSettings lora = settings.lora()
                .orElseThrow(() -> new IllegalStateException("All weights are trained: there is no adapter to save"));
        AdapterExport.write(folder, baseModel, lora, tensors.trained());
    }

    /** Writes the model as it stands as a Hugging Face folder, its adapters added to their matrices. */
    public void saveMerged(Path folder) {
        try (ModelSource source = ModelSource.open(path)) {
            MergedExport.write(folder, source, merged(source));
        }
    }

    /**
     * Writes the model as it stands as a GGUF file of float32, its adapters added to their matrices.
     *
     * @param like the GGUF file of the model that training began with, whose settings, tokenizer and template it gets
     * @throws ModelException if that is of another architecture
     */
    public void saveGguf(Path file, Path like) {
        try (ModelSource source = ModelSource.open(path)) {
            GgufExport.write(file, like, shape.architecture(), merged(source));
        }
    }

    private Checkpoint merged(ModelSource source) {
        return settings.lora().isPresent()
                ? source.checkpoint()
                        .with(AdapterExport.adapter(path, settings.lora().get(), tensors.trained()))
                : Checkpoint.ofFolder(path.toString(), live(), shape.architecture());
    }

    /**
     * What training would need, before anything is allocated.
     *
     * @param batchExamples examples of a step
     * @param tokensAnExample of the longest
     */
    public static MemoryEstimate estimate(Path model, TuningSettings settings, int batchExamples, int tokensAnExample) {
        try (ModelSource source = ModelSource.open(model)) {
            return MemoryNeed.of(source.architecture(), settings, batchExamples, tokensAnExample);
        }
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        optimizer.close();
        program.close();
        optimizerProgram.close();
        manager.close();
        head.close();
    }
}
