package dev.twt.job;

import dev.twt.generation.GenerationProgress;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * One teacher at one moment.
 *
 * @param progress what it has done
 * @param answersPerSecond 0 while unknown
 * @param tokensPerSecond completion tokens, 0 while unknown
 */
record TeacherState(GenerationProgress progress, double answersPerSecond, double tokensPerSecond) {
    private static final int PERCENT = 100;

    /** 0 to 1; a teacher without requests is done. */
    double share() {
        return progress.planned() == 0 ? 1 : Math.min(1, progress.done() / (double) progress.planned());
    }

    int percent() {
        // Not rounded up: 100% is said when all is done.
        return (int) Math.floor(share() * PERCENT);
    }

    boolean isDone() {
        return progress.done() >= progress.planned();
    }

    /** {@code 3.2 answers/s, 310 tokens/s, 8 s left}; what is unknown is left out. */
    String speed() {
        StringJoiner words = new StringJoiner(", ");
        if (answersPerSecond > 0) {
            words.add(rate(answersPerSecond) + " answers/s");
            words.add(rate(tokensPerSecond) + " tokens/s");
            if (!isDone()) {
                words.add(Durations.words((progress.planned() - progress.done()) / answersPerSecond) + " left");
            }
        }
        return words.toString();
    }

    /** {@code 0.42 $ spent, 4.58 $ left, about 1.30 $ in the end}; empty where nothing costs anything. */
    String money() {
        StringJoiner words = new StringJoiner(", ");
        if (progress.usd() > 0) {
            words.add(dollars(progress.usd()) + " spent");
        }
        if (progress.usdLeft() >= 0) {
            words.add(dollars(progress.usdLeft()) + " left");
        }
        long ended = progress.done() - progress.recorded();
        if (progress.usd() > 0 && ended > 0 && !isDone()) {
            long all = progress.planned() - progress.recorded();
            words.add("about " + dollars(progress.usd() * all / ended) + " in the end");
        }
        return words.toString();
    }

    private static String dollars(double usd) {
        return String.format(Locale.ROOT, usd > 0 && usd < 1 ? "%.4f $" : "%.2f $", usd);
    }

    /** {@code 2 truncated, 1 failed}; empty where nothing went wrong. */
    String losses() {
        StringJoiner words = new StringJoiner(", ");
        add(words, progress.truncated(), "truncated");
        add(words, progress.refused(), "refused");
        add(words, progress.failed(), "failed");
        add(words, progress.throttled(), "times too fast for it");
        return words.toString();
    }

    private static void add(StringJoiner words, long count, String name) {
        if (count > 0) {
            words.add(count + " " + name);
        }
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
    }
}
