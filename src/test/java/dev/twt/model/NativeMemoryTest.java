package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");

    @TempDir
    Path folder;

    @Test
    void shouldStayFlatOverThousandsOfSteps() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "needs Linux's /proc");
        TinyModel model = TinyModel.random(TinyShape.LLAMA, 3);
        try (CausalLm lm = LogitsTest.load(TinyFolder.write(model, folder));
                GenerationSession session = lm.newSession(4)) {
            run(session, 1500);
            System.gc();
            long before = residentKib();
            run(session, 5000);
            System.gc();
            // A leaked tensor a step would be several MiB; the allocator's own noise is less.
            assertThat(residentKib() - before).isLessThan(24 * 1024);
        }
    }

    private static void run(GenerationSession session, int steps) {
        for (int step = 0; step < steps; step++) {
            while (session.free() > 0) {
                int[] prompt = LogitsTest.ids(1 + step % 40, step);
                session.add(new GenerationRequest("r", prompt, 1, 0.9, 1 + step % 50, step, List.of("zz")));
            }
            session.step();
        }
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
