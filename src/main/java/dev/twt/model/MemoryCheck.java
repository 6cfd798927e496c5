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
        long needed = parameters * dtype.bytes();
        if (needed > available) {
            throw new ModelException(
                    where,
                    String.format(
                            Locale.ROOT,
                            "its weights take %.1f GiB of memory beside the Java heap, and %.1f GiB are free",
                            needed / (double) (1L << 30),
                            available / (double) (1L << 30)),
                    "Take a smaller model or a machine with more memory");
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
