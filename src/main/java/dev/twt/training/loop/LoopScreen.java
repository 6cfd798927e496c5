package dev.twt.training.loop;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What is said while a stage is trained. */
final class LoopScreen {
    private static final int LONGEST_SHOWN = 160;

    private final Consumer<String> line;

    LoopScreen(Consumer<String> line) {
        this.line = line;
    }

    void begin(TokenSet train, TokenSet heldOut, long steps, String model) {
        line.accept(String.format(
                Locale.ROOT,
                "%s: %,d examples with %,d tokens to learn, the longest of %,d tokens; %,d held out; %,d steps",
                model,
                train.examples().size(),
                train.learned(),
                train.longest(),
                heldOut.examples().size(),
                steps));
    }

    void tooLong(TokenSet set, String side, int maxLength) {
        if (!set.tooLong().isEmpty()) {
            line.accept(String.format(
                    Locale.ROOT,
                    "left out: %,d of %,d %s examples are longer than %,d tokens, such as that of question %s",
                    set.tooLong().size(),
                    set.tooLong().size() + set.examples().size(),
                    side,
                    maxLength,
                    set.tooLong().get(0)));
        }
    }

    void goesOn(long step, long steps) {
        line.accept(String.format(Locale.ROOT, "goes on after step %,d of %,d", step, steps));
    }

    void step(CurvePoint point, long steps, Pace pace) {
        line.accept(String.format(
                Locale.ROOT,
                "step %,d of %,d, epoch %.2f: loss %.4f, rate %.2e, %,.0f tokens/s, %s left",
                point.step(),
                steps,
                point.epoch(),
                point.loss(),
                point.rate(),
                pace.tokensASecond(),
                Pace.words(pace.secondsLeft(point.step(), steps))));
    }

    void evaluated(long step, double loss, boolean best) {
        line.accept(String.format(
                Locale.ROOT, "step %,d: held-out loss %.4f%s", step, loss, best ? ", the best so far" : ""));
    }

    void samples(List<LabelledExample> asked, List<String> said, List<String> wanted) {
        for (int i = 0; i < asked.size(); i++) {
            line.accept("  question " + asked.get(i).id() + ": " + shown(said.get(i)));
            line.accept("    in the set: " + shown(wanted.get(i)));
        }
    }

    void endsEarly(int patience, LoopProgress progress) {
        line.accept(String.format(
                Locale.ROOT,
                "ends early: %d evaluations without a lower held-out loss than %.4f of step %,d, whose weights are taken",
                patience,
                progress.bestLoss(),
                progress.bestStep()));
    }

    private static String shown(String text) {
        String flat = text.strip().replaceAll("\\s+", " ");
        if (flat.length() <= LONGEST_SHOWN) {
            return flat.isEmpty() ? "(nothing)" : flat;
        }
        int half = LONGEST_SHOWN / 2;
        return flat.substring(0, half) + " ... " + flat.substring(flat.length() - half);
    }
}
