import dev.twt.model.torch.DeviceChoice;
import dev.twt.model.torch.MatrixSpeed;
import dev.twt.model.tuning.AdamWSettings;
import dev.twt.model.tuning.Dtype;
import dev.twt.model.tuning.LoraSettings;
import dev.twt.model.tuning.MemoryEstimate;
import dev.twt.model.tuning.TokenExample;
import dev.twt.model.tuning.TunableLm;
import dev.twt.model.tuning.TuningSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * What training a model takes of memory at its peak beside the Java heap, and what was estimated. Start it with a heap that is
 * resident from the beginning (-Xms1g -Xmx1g -XX:+AlwaysPreTouch), so that the process grows by native memory alone.
 */
final class TrainingMemory {
    private static final int STEPS = 1;
    private static final double MIB = 1 << 20;

    private TrainingMemory() {}

    /** Arguments: model, lora or full, FLOAT32 or BFLOAT16, examples, tokens of each. */
    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[0]);
        Optional<LoraSettings> lora = arguments[1].equals("lora")
                ? Optional.of(new LoraSettings(
                        8,
                        16,
                        0,
                        List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")))
                : Optional.empty();
        TuningSettings settings = new TuningSettings(
                lora,
                new AdamWSettings(0.9, 0.999, 1e-8, 0, 1),
                Dtype.valueOf(arguments[2]),
                1,
                new DeviceChoice.Processor());
        int examples = Integer.parseInt(arguments[3]);
        int tokens = Integer.parseInt(arguments[4]);
        MemoryEstimate estimate = TunableLm.estimate(model, settings, examples, tokens);
        MatrixSpeed.measured(); // libtorch and its threads are there before anything is counted
        double before = status("VmRSS:");
        double opened;
        try (TunableLm lm = TunableLm.open(model, settings)) {
            opened = status("VmHWM:");
            Random random = new Random(1);
            for (int step = 0; step < STEPS; step++) {
                lm.accumulate(batch(random, examples, tokens), 1.0 / (examples * tokens), step);
                lm.step(1e-5);
            }
        }
        double peak = status("VmHWM:") - before;
        System.out.printf(
                Locale.ROOT,
                "{\"case\": \"%s %s %d x %d\", \"estimateMiB\": %.0f, \"weights\": %.0f, \"gradientsAndMoments\": %.0f,"
                        + " \"activations\": %.0f, \"openedMiB\": %.0f, \"peakMiB\": %.0f, \"estimateOverPeak\": %.2f}%n",
                arguments[1],
                arguments[2],
                examples,
                tokens,
                estimate.total() / MIB,
                estimate.weights() / MIB,
                (estimate.gradients() + estimate.moments()) / MIB,
                estimate.activations() / MIB,
                opened - before,
                peak,
                estimate.total() / MIB / peak);
    }

    /** All tokens but the first are learned, which is the most that logits can be. */
    private static List<TokenExample> batch(Random random, int examples, int tokens) {
        List<TokenExample> batch = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            batch.add(new TokenExample(random.ints(tokens, 0, 40_000).toArray(), 1, 1));
        }
        return batch;
    }

    /** MiB. */
    private static double status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith(name))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
