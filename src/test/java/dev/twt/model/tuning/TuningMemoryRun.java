package dev.twt.model.tuning;

import dev.twt.model.torch.DeviceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Trains a tiny model in a JVM of its own and prints its resident KiB every 2,000 steps. */
final class TuningMemoryRun {
    private static final int ROUND = 2_000;

    private TuningMemoryRun() {}

    public static void main(String[] arguments) throws IOException {
        LoraSettings lora = new LoraSettings(4, 8, 0.1, LoraSettings.TARGETS);
        Optional<LoraSettings> adapters = arguments[1].equals("lora") ? Optional.of(lora) : Optional.empty();
        TuningSettings settings = new TuningSettings(
                adapters, new AdamWSettings(0.9, 0.999, 1e-8, 0.01, 1), Dtype.FLOAT32, 1, new DeviceChoice.Processor());
        Random random = new Random(1);
        try (TunableLm lm = TunableLm.open(Path.of(arguments[0]), settings)) {
            for (int step = 0; step <= 8 * ROUND; step++) {
                if (step % ROUND == 0 && step > 0) {
                    System.gc();
                    System.out.println("resident " + residentKib());
                }
                List<TokenExample> examples = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int[] ids = random.ints(4 + random.nextInt(20), 0, 256).toArray();
                    examples.add(new TokenExample(ids, 2, 1));
                }
                lm.accumulate(examples, 0.01, step);
                lm.step(1e-4);
            }
        }
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
