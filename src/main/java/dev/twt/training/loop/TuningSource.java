package dev.twt.training.loop;

import dev.twt.config.JvmTrainerConfig;
import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.model.CausalLms;
import dev.twt.model.file.ModelException;
import dev.twt.model.torch.DeviceChoice;
import dev.twt.model.torch.TorchDevice;
import dev.twt.model.tuning.AdamWSettings;
import dev.twt.model.tuning.Dtype;
import dev.twt.model.tuning.LoraSettings;
import dev.twt.model.tuning.MemoryEstimate;
import dev.twt.model.tuning.TunableLm;
import dev.twt.model.tuning.TuningSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Learners that are real language models. */
final class TuningSource implements LearnerSource {
    /** PyTorch's own defaults. */
    private static final double BETA1 = 0.9;

    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private static final double GIB = 1L << 30;

    private static final String TOO_LARGE = "Lower train.jvm.tokens-at-once or train.max-length, train an adapter"
            + " (train.jvm.weights = lora), or take a smaller model or a machine with more memory";

    private final TuningSettings settings;
    private final String baseModel;

    TuningSource(TrainConfig config, long seed) {
        JvmTrainerConfig jvm = config.jvm();
        Optional<LoraSettings> lora = jvm.adapter()
                ? Optional.of(new LoraSettings(
                        config.lora().r(), config.lora().alpha(), config.lora().dropout(), jvm.targets()))
                : Optional.empty();
        this.settings = new TuningSettings(
                lora,
                new AdamWSettings(BETA1, BETA2, EPSILON, jvm.weightDecay(), jvm.clipNorm()),
                Dtype.valueOf(jvm.dtype().toUpperCase(Locale.ROOT)),
                seed,
                DeviceChoice.named(jvm.device()));
        this.baseModel =
                Path.of(config.baseModel()).toAbsolutePath().normalize().toString();
    }

    MemoryEstimate memory(Path model, int examples, int tokens) {
        return TunableLm.estimate(model, settings, examples, tokens);
    }

    @Override
    public Optional<String> checkMemory(Path model, int examples, int tokens) {
        long needed = memory(model, examples, tokens).total();
        TorchDevice device = device();
        CausalLms.checkTraining(model, device, needed, TOO_LARGE);
        return device.isGpu() && device.freeMemory().isEmpty()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%.1f GiB of memory are needed on %s at most; how much is free there could not be found out",
                        needed / GIB,
                        device.words()))
                : Optional.empty();
    }

    private TorchDevice device() {
        try {
            return TorchDevice.of(settings.device());
        } catch (ModelException e) {
            throw new UserException("train.jvm.device", e.what(), e.fix());
        }
    }

    @Override
    public TrainedLearner open(Path model) {
        return new TuningLearner(
                TunableLm.open(model, settings), settings.lora().isPresent(), baseModel);
    }
}
