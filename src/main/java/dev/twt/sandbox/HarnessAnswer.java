package dev.twt.sandbox;

import dev.twt.sandbox.Verdict.Limit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the judge wrote, as a verdict. */
final class HarnessAnswer {
    private static final String READY = "ready";

    private HarnessAnswer() {}

    /** Whether the judge has come to run at all; if not, the sandbox is at fault and not the program. */
    static boolean started(Ran ran) {
        return ran.out().startsWith(READY);
    }

    static Verdict verdict(Ran ran, String nonce) {
        return switch (ran.stop()) {
            case TIME -> new Verdict.TimedOut();
            case MEMORY -> new Verdict.LimitHit(Limit.MEMORY);
            case OUTPUT -> new Verdict.LimitHit(Limit.OUTPUT);
            case NONE -> ended(ran.out(), nonce).orElseGet(() -> new Verdict.Crashed("it ended without a verdict"));
        };
    }

    /** Lines: ready, the nonce, {@code KIND NUMBER TEXT}. */
    private static Optional<Verdict> ended(String out, String nonce) {
        List<String> lines = out.lines().toList();
        if (lines.size() != 3 || !lines.get(1).equals(nonce)) {
            return Optional.empty();
        }
        String[] parts = lines.get(2).split(" ", 3);
        return parts[0].equals("passed") ? Optional.of(new Verdict.Passed()) : refused(parts);
    }

    private static Optional<Verdict> refused(String[] parts) {
        int test = Integer.parseInt(parts[1]);
        String text = parts[2];
        return Optional.ofNullable(
                switch (parts[0]) {
                    case "failed" -> new Verdict.Failed(test, text);
                    case "limit" ->
                        new Verdict.LimitHit(
                                Limit.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));
                    case "crashed" -> new Verdict.Crashed(text);
                    case "left" -> new Verdict.Forged(text);
                    case "faulty" -> new Verdict.FaultyTests(test, text);
                    default -> null;
                });
    }
}
