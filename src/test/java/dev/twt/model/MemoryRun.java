package dev.twt.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Generates with a made model in a JVM of its own and prints by how many KiB its memory grew in the calmest round. */
final class MemoryRun {
    static final int STEPS = 1500;
    private static final int ROUNDS = 4;

    private MemoryRun() {}

    public static void main(String[] arguments) throws IOException {
        try (CausalLm lm = LogitsTest.load(Path.of(arguments[0]));
                GenerationSession session = lm.newSession(4)) {
            long least = Long.MAX_VALUE;
            run(session, STEPS);
            for (int round = 0; round < ROUNDS; round++) {
                long before = residentKib();
                run(session, STEPS);
                least = Math.min(least, residentKib() - before);
            }
            System.out.println("grew " + least);
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
        System.gc();
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
