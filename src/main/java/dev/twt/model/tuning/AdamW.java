package dev.twt.model.tuning;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.twt.model.torch.TorchProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/** The optimizer's state and its step. */
final class AdamW implements AutoCloseable {
    private final TorchProgram program;
    private final AdamWSettings settings;
    private final Map<String, PtNDArray> first;
    private final Map<String, PtNDArray> second;
    private final PtNDArray count;
    private final IValue trainedList;
    private final IValue firstList;
    private final IValue secondList;
    private final IValue countValue;

    AdamW(PtNDManager manager, TorchProgram program, AdamWSettings settings, Map<String, PtNDArray> trained) {
        this.program = program;
        this.settings = settings;
        this.first = zeros(manager, trained);
        this.second = zeros(manager, trained);
        this.count = (PtNDArray) manager.create(new float[] {0}, new Shape());
        this.trainedList = list(trained);
        this.firstList = list(first);
        this.secondList = list(second);
        this.countValue = IValue.from(count);
    }

    private static Map<String, PtNDArray> zeros(PtNDManager manager, Map<String, PtNDArray> like) {
        Map<String, PtNDArray> zeros = new LinkedHashMap<>();
        like.forEach((name, tensor) -> zeros.put(name, (PtNDArray) manager.zeros(tensor.getShape())));
        return zeros;
    }

    private static IValue list(Map<String, PtNDArray> tensors) {
        return IValue.listFrom(tensors.values().toArray(PtNDArray[]::new));
    }

    /** Returns the gradients' norm before clipping. */
    double step(double learningRate) {
        try (IValue rate = IValue.from(learningRate);
                IValue beta1 = IValue.from(settings.beta1());
                IValue beta2 = IValue.from(settings.beta2());
                IValue decay = IValue.from(settings.weightDecay());
                IValue epsilon = IValue.from(settings.epsilon());
                IValue limit = IValue.from(settings.clipNorm());
                IValue norm = program.call(
                        "step",
                        trainedList,
                        firstList,
                        secondList,
                        countValue,
                        rate,
                        beta1,
                        beta2,
                        decay,
                        epsilon,
                        limit)) {
            return norm.toDouble();
        }
    }

    /** Running means of the gradients. */
    Map<String, PtNDArray> first() {
        return first;
    }

    /** Running means of their squares. */
    Map<String, PtNDArray> second() {
        return second;
    }

    /** Steps so far, a float32 scalar. */
    PtNDArray count() {
        return count;
    }

    @Override
    public void close() {
        trainedList.close();
        firstList.close();
        secondList.close();
        countValue.close();
    }
}
