package dev.twt.model.tuning;

import ai.djl.pytorch.engine.PtNDArray;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.SafetensorsFile;
import dev.twt.model.file.SafetensorsType;
import dev.twt.model.file.SafetensorsWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trained weights, moments and count of steps as one safetensors file, every value as it is. */
final class TuningState {
    private static final String MODEL = "model";

    private final Map<String, PtNDArray> tensors = new LinkedHashMap<>();
    private final String model;

    /** @param model what tells this model and its settings from others */
    TuningState(String model, Map<String, PtNDArray> trained, AdamW optimizer) {
        this.model = model;
        trained.forEach((name, tensor) -> tensors.put("weight." + name, tensor));
        optimizer.first().forEach((name, tensor) -> tensors.put("exp_avg." + name, tensor));
        optimizer.second().forEach((name, tensor) -> tensors.put("exp_avg_sq." + name, tensor));
        tensors.put("step", optimizer.count());
    }

    void save(Path file) {
        Map<String, SafetensorsWriter.Source> sources = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> sources.put(
                name, new SafetensorsWriter.Source(tensor.getShape().getShape(), () -> Tensors.values(tensor))));
        SafetensorsWriter.writeEach(file, sources, SafetensorsType.F32, Map.of(MODEL, model));
    }

    /** Everything is looked at before anything is changed. */
    void load(Path file) {
        try (SafetensorsFile saved = SafetensorsFile.open(file)) {
            check(file, saved);
            tensors.forEach((name, tensor) -> Tensors.set(tensor, saved.read(name)));
        } catch (ModelException e) {
            throw new BadState(file, e.what(), e);
        }
    }

    private void check(Path file, SafetensorsFile saved) {
        String other = saved.metadata().getOrDefault(MODEL, "no state of a training");
        if (!other.equals(model)) {
            throw new BadState(file, "it is of (" + other + "), and this training is of (" + model + ")", null);
        }
        if (!saved.names().equals(tensors.keySet())) {
            throw new BadState(file, "it does not hold the tensors of this training", null);
        }
        tensors.forEach((name, tensor) -> {
            if (!Arrays.equals(saved.shape(name), tensor.getShape().getShape())) {
                throw new BadState(file, "the tensor " + name + " has another shape", null);
            }
        });
    }
}
