package dev.twt.model.tuning;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.twt.model.network.Architecture;
import dev.twt.model.torch.TorchProgram;
import java.util.List;

/** The loss of batches and its gradients, one call of the family's program a batch. */
final class LossProgram implements AutoCloseable {
    /** Logits made at a time: 256 MiB. */
    static final long LOGITS = 1L << 26;

    /** Soft targets take copies of the logits that tokens do not. */
    private static final long SOFT_ROWS = 2;

    private final PtNDManager manager;
    private final TorchProgram program;
    private final Architecture architecture;
    private final TuningSettings settings;
    private final Tensors tensors;
    private final long rows;

    /** @param logits most logits made at a time */
    LossProgram(PtNDManager manager, Architecture architecture, TuningSettings settings, Tensors tensors, long logits) {
        this.manager = manager;
        this.program = TorchProgram.of(
                manager, LossProgram.class, architecture.family().program());
        this.architecture = architecture;
        this.settings = settings;
        this.tensors = tensors;
        this.rows = Math.max(1, logits / architecture.vocabulary());
    }

    /** The loss; nothing is kept and nothing dropped out. */
    double loss(List<TokenBatch> batches) {
        return batches.stream()
                .mapToDouble(batch -> run("loss", batch, 0, false))
                .sum();
    }

    /** The loss, whose gradients are added to those of what is trained. */
    double gradients(List<TokenBatch> batches, long seed) {
        double dropout = settings.lora().map(LoraSettings::dropout).orElse(0.0);
        if (dropout > 0) {
            JniUtils.setSeed(seed);
        }
        double sum = 0;
        for (TokenBatch batch : batches) {
            sum += run("gradients", batch, dropout, true);
        }
        return sum;
    }

    private double run(String method, TokenBatch batch, double dropout, boolean gradients) {
        try (PtNDManager scratch = (PtNDManager) manager.newSubManager()) {
            NDList arguments = arguments(batch, dropout, scratch);
            NDList result = gradients
                    ? program.callWithGradients(method, arguments)
                    : program.callWithoutGradients(method, arguments);
            return result.get(0).getDouble();
        }
    }

    /** What the family's program takes. What it reads as numbers stays in the processor's memory, where reading is free. */
    NDList arguments(TokenBatch batch, double dropout, PtNDManager scratch) {
        NDManager host = scratch.newSubManager(Device.cpu());
        NDList arguments = new NDList(
                scratch.create(batch.ids(), new Shape(batch.rows(), batch.columns())),
                scratch.create(batch.pick()),
                scratch.create(batch.targets()),
                scratch.create(batch.shares()),
                scratch.create(batch.soft().among(), batch.soft().shapeOfAmong()),
                scratch.create(batch.soft().beliefs(), batch.soft().shapeOfBeliefs()),
                host.create(integers(batch.soft())),
                host.create(numbers(dropout)),
                scratch.create(architecture.frequencies()));
        architecture.locality().ifPresent(locality -> {
            arguments.add(scratch.create(locality.frequencies()));
            arguments.add(host.create(locality.layers()));
        });
        arguments.addAll(tensors.weights());
        arguments.addAll(tensors.adapters());
        return arguments;
    }

    private long[] integers(SoftRows soft) {
        return new long[] {
            architecture.heads(),
            architecture.keyHeads(),
            settings.dtype().kind(),
            soft.width() == 0 ? rows : Math.max(1, rows / SOFT_ROWS),
            architecture.locality().map(locality -> locality.window()).orElse(0)
        };
    }

    private double[] numbers(double dropout) {
        double scale = settings.lora().map(LoraSettings::scale).orElse(0.0);
        return new double[] {architecture.epsilon(), architecture.attentionScale(), scale, dropout};
    }

    @Override
    public void close() {
        program.close();
    }
}
