package dev.twt.model.tuning;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.twt.model.file.Weights;
import dev.twt.model.network.LoraAdapter;
import dev.twt.model.torch.TorchProgram;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The model as it stands, adapters added to their matrices, under the names of a Hugging Face folder. */
final class LiveWeights implements Weights {
    private final PtNDManager manager;
    private final TorchProgram program;
    private final Tensors tensors;
    private final Optional<LoraSettings> lora;
    private final Map<String, Layout.Slot> slots;

    LiveWeights(PtNDManager manager, TorchProgram program, Tensors tensors, Optional<LoraSettings> lora) {
        this.manager = manager;
        this.program = program;
        this.tensors = tensors;
        this.lora = lora;
        this.slots = tensors.slots().stream().collect(Collectors.toMap(Layout.Slot::name, slot -> slot));
    }

    @Override
    public Set<String> names() {
        return slots.keySet();
    }

    @Override
    public long[] shape(String name) {
        return slots.get(name).shape().clone();
    }

    @Override
    public float[] read(String name) {
        PtNDArray a = tensors.trained().get(LoraAdapter.nameIn(name, true));
        PtNDArray b = tensors.trained().get(LoraAdapter.nameIn(name, false));
        try (IValue weight = IValue.from(tensors.weight(name))) {
            if (a == null) {
                return call("widened", weight);
            }
            try (IValue first = IValue.from(a);
                    IValue second = IValue.from(b);
                    IValue scale = IValue.from(lora.orElseThrow().scale())) {
                return call("merged", weight, first, second, scale);
            }
        }
    }

    private float[] call(String method, IValue... arguments) {
        try (IValue result = program.call(method, arguments);
                PtNDManager scratch = (PtNDManager) manager.newSubManager()) {
            return result.toTensor(scratch).toFloatArray();
        }
    }

    @Override
    public void close() {
        // The tensors belong to the model.
    }
}
