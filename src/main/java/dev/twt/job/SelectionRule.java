package dev.twt.job;

import dev.twt.config.DiversityConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rule of selection in words, for the screen and the card. */
final class SelectionRule {
    private final SelectionConfig selection;

    SelectionRule(SelectionConfig selection) {
        this.selection = selection;
    }

    String words() {
        QualityConfig q = selection.quality();
        return String.format(
                Locale.ROOT,
                "%s above %s (a missing score: %s); then %s",
                quality(q),
                plain(q.threshold()),
                q.missing(),
                diversity(selection.diversity()));
    }

    private static String diversity(DiversityConfig d) {
        if (d.k() == 1) {
            return "the best, k = 1";
        }
        return d.method().replace('-', ' ')
                + (d.similarity().equals("words") ? " by words" : "")
                + (d.teachers().equals("any") ? "" : ", different teachers first")
                + ", k = " + d.k();
    }

    private static String quality(QualityConfig q) {
        List<String> names = new ArrayList<>();
        List<String> weighted = new ArrayList<>();
        add(names, weighted, q.calibrate() ? "calibrated confidence" : "stated confidence", q.confidence());
        add(names, weighted, "log-probability quantile", q.logprob());
        add(names, weighted, "probability of the answer's tokens", q.span());
        add(names, weighted, q.learnsWeights() ? "agreement by learned votes" : "agreement", q.agreement());
        add(names, weighted, "being verified", q.verified());
        add(names, weighted, "arithmetic of the rationale", q.arithmetic());
        return names.size() == 1 ? names.get(0) : "weighted mean of " + String.join(", ", weighted);
    }

    private static void add(List<String> names, List<String> weighted, String name, double weight) {
        if (weight > 0) {
            names.add(name);
            weighted.add(name + " x " + plain(weight));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
