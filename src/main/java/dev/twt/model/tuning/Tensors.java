package dev.twt.model.tuning;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Checkpoint;
import dev.twt.model.network.LoraAdapter;
import dev.twt.model.torch.HostValues;
import dev.twt.model.torch.TorchProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The weights and adapters of a network in native memory, in the order that the family's program documents. */
final class Tensors {
    private final PtNDManager manager;
    private final TorchProgram optimizer;
    private final TuningSettings settings;
    private final List<Layout.Slot> slots;
    private final Map<String, PtNDArray> byName = new LinkedHashMap<>();
    private final Map<String, PtNDArray> trained = new LinkedHashMap<>();
    private final List<PtNDArray> weights = new ArrayList<>();
    private final List<PtNDArray> adapters = new ArrayList<>();

    /** @param start values of the adapters; fresh ones if empty */
    Tensors(
            PtNDManager manager,
            TorchProgram optimizer,
            TuningSettings settings,
            Architecture architecture,
            Checkpoint checkpoint,
            Optional<LoraAdapter> start) {
        this.manager = manager;
        this.optimizer = optimizer;
        this.settings = settings;
        this.slots = Layout.of(architecture);
        PtNDArray nothing = (PtNDArray) manager.create(new float[0], new Shape(0));
        PtNDArray noAdapter = (PtNDArray) manager.create(new float[0], new Shape(0));
        for (Optional<Layout.Slot> place : Layout.places(architecture)) {
            weights.add(place.map(slot -> weight(slot, checkpoint)).orElse(nothing));
            place.filter(slot -> slot.target().isPresent()).ifPresent(slot -> adapter(slot, start, noAdapter));
        }
        weights.forEach(tensor -> tensor.setName("weights[]"));
        adapters.forEach(tensor -> tensor.setName("adapters[]"));
    }

    private PtNDArray weight(Layout.Slot slot, Checkpoint checkpoint) {
        PtNDArray tensor = array(checkpoint.published(slot.part(), slot.layer()), slot.shape());
        if (settings.lora().isEmpty()) {
            train(slot.name(), tensor);
        } else if (settings.dtype() == Dtype.BFLOAT16 && slot.part().isMatrix()) {
            tensor = narrowed(tensor);
        }
        byName.put(slot.name(), tensor);
        return tensor;
    }

    /** Made outside inference mode: what that mode makes cannot take part in gradients. */
    private PtNDArray narrowed(PtNDArray tensor) {
        try (tensor) {
            return (PtNDArray)
                    optimizer.callWithGradients("narrowed", new NDList(tensor)).get(0);
        }
    }

    private void adapter(Layout.Slot slot, Optional<LoraAdapter> start, PtNDArray none) {
        Optional<LoraSettings> lora =
                settings.lora().filter(l -> l.targets().contains(slot.target().orElseThrow()));
        if (lora.isEmpty()) {
            adapters.add(none);
            adapters.add(none);
            return;
        }
        long rank = lora.get().rank();
        LoraAdapter.Update values = start.map(adapter -> adapter.updates().get(slot.name()))
                .orElseGet(() -> FreshAdapter.of(slot, lora.get().rank(), settings.seed()));
        adapters.add(train(LoraAdapter.nameIn(slot.name(), true), array(values.a(), rank, slot.shape()[1])));
        adapters.add(train(LoraAdapter.nameIn(slot.name(), false), array(values.b(), slot.shape()[0], rank)));
    }

    private PtNDArray train(String name, PtNDArray tensor) {
        tensor.setRequiresGradient(true);
        trained.put(name, tensor);
        return tensor;
    }

    private PtNDArray array(float[] values, long... shape) {
        return (PtNDArray) manager.create(values, new Shape(shape));
    }

    List<PtNDArray> weights() {
        return weights;
    }

    List<PtNDArray> adapters() {
        return adapters;
    }

    List<Layout.Slot> slots() {
        return slots;
    }

    /** What is trained, by name: tensors' names in a Hugging Face folder, or those of an adapter's file. */
    Map<String, PtNDArray> trained() {
        return trained;
    }

    /** A weight without its adapter. */
    PtNDArray weight(String name) {
        return byName.get(name);
    }

    static float[] values(PtNDArray tensor) {
        return HostValues.read(tensor);
    }

    /** Writes values into a float32 tensor. */
    static void set(PtNDArray tensor, float[] values) {
        HostValues.write(tensor, values);
    }
}
