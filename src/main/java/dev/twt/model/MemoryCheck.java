package dev.twt.model;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Whether a model fits, told before it is loaded: where memory ends, the system ends the process without a word. */
final class MemoryCheck {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private static final String WEIGHTS_FIX = "Take a smaller model or a machine with more memory";

    private MemoryCheck() {}

    static void check(String where, Architecture architecture, Dtype dtype) {
        check(where, architecture.parameters(), dtype);
    }

    static void check(String where, long parameters, Dtype dtype) {
        available().ifPresent(bytes -> check(where, parameters, dtype, bytes));
    }

    static void check(String where, Architecture architecture, Dtype dtype, long available) {
        check(where, architecture.parameters(), dtype, available);
    }

    private static void check(String where, long parameters, Dtype dtype, long available) {
        check(where, "its weights take", parameters * dtype.bytes(), available, WEIGHTS_FIX);
    }

    /** Sees that the training of a model fits the memory that is free on this machine now. */
    static void checkTraining(String where, long needed, String fix) {
        available().ifPresent(bytes -> check(where, "training it takes", needed, bytes, fix));
    }

    private static void check(String where, String what, long needed, long available, String fix) {
        if (needed > available) {
            throw new ModelException(
                    where,
                    String.format(
                            Locale.ROOT,
                            "%s %.1f GiB of memory beside the Java heap, and %.1f GiB are free",
                            what,
                            needed / (double) (1L << 30),
                            available / (double) (1L << 30)),
                    fix);
        }
    }

    private static OptionalLong available() {
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
