package dev.twt.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Python side: its text, what it is given, what it answers. */
final class Harness {
    private static final String CODE = Stream.of("wire.py", "program.py", "judge.py")
            .map(Harness::resource)
            .collect(Collectors.joining("\n"));
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;
    // The judge and the program's first process; a user namespace counts the tool outside as well.
    private static final int OWN_PROCESSES = 2;
    private static final int GRACE_S = 5;

    private Harness() {}

    static String code() {
        return CODE;
    }

    /** A secret that goes to the judge alone and that its verdict has to begin with. */
    static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static List<String> arguments(SandboxLimits limits) {
        return Stream.of(
                        limits.cpuSeconds(),
                        limits.memory(),
                        limits.fileSize(),
                        (long) limits.processes() + OWN_PROCESSES,
                        limits.wall().toSeconds() + GRACE_S)
                .map(String::valueOf)
                .toList();
    }

    static byte[] input(String nonce, String program, TestSuite tests) {
        List<String> fields = new ArrayList<>(List.of(nonce, program, tests.setup()));
        fields.addAll(tests.tests());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            all.writeBytes((bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private static String resource(String name) {
        try (InputStream in = Harness.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
