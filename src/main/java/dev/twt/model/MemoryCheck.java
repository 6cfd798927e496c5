package dev.twt.model;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Dtype;
import dev.twt.model.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Whether a model fits, told before it is loaded: where memory ends, the system ends the process without a word. */
final class MemoryCheck {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private static final double GIB = 1L << 30;

    private static final String WEIGHTS_FIX = "Take a smaller model or a machine with more memory";

    private MemoryCheck() {}

    static void check(String where, Architecture architecture, Dtype dtype, TorchDevice device) {
        check(where, architecture.parameters(), dtype, device);
    }

    static void check(String where, long parameters, Dtype dtype, TorchDevice device) {
        available(device).ifPresent(bytes -> check(where, parameters, dtype, device, bytes));
    }

    static void check(String where, Architecture architecture, Dtype dtype, long available) {
        check(where, architecture.parameters(), dtype, TorchDevice.CPU, available);
    }

    private static void check(String where, long parameters, Dtype dtype, TorchDevice device, long available) {
        check(where, "its weights take", device, parameters * dtype.bytes(), available, WEIGHTS_FIX);
    }

    /** Sees that the training of a model fits the memory that is free now. */
    static void checkTraining(String where, TorchDevice device, long needed, String fix) {
        available(device).ifPresent(bytes -> check(where, "training it takes", device, needed, bytes, fix));
    }

    private static void check(String where, String what, TorchDevice device, long needed, long available, String fix) {
        if (needed > available) {
            throw new ModelException(
                    where,
                    String.format(
                            Locale.ROOT,
                            "%s %.1f GiB of memory %s, and %.1f GiB are free",
                            what,
                            needed / GIB,
                            device.isGpu() ? "on " + device.words() : "beside the Java heap",
                            available / GIB),
                    fix);
        }
    }

    /** Empty where nobody tells. */
    private static OptionalLong available(TorchDevice device) {
        return device.isGpu() ? device.freeMemory() : ofMachine();
    }

    private static OptionalLong ofMachine() {
        if (!Files.isReadable(MEMINFO)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(MEMINFO)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
