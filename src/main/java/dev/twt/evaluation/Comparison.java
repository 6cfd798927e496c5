package dev.twt.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two answerers on the questions that both were asked.
 *
 * @param first one of them
 * @param second the other
 * @param questions that both were asked
 * @param onlyFirstAsked questions that the second one was not asked; left out of all that follows
 * @param onlySecondAsked the other way round
 * @param firstAccuracy on the shared questions
 * @param secondAccuracy on the shared questions
 * @param difference first less second, by the paired bootstrap; NaN without a shared question
 * @param interval of the difference
 * @param mcNemar of the first samples
 */
public record Comparison(
        String first,
        String second,
        long questions,
        long onlyFirstAsked,
        long onlySecondAsked,
        double firstAccuracy,
        double secondAccuracy,
        double difference,
        Interval interval,
        McNemar mcNemar) {
    private static final double LEVEL = 0.05;

    static Comparison of(String first, String second, List<PairedCounts.Alike> all, int resamples, long seed) {
        List<PairedCounts.Alike> shared =
                all.stream().filter(PairedCounts.Alike::both).toList();
        Map<Double, Long> firsts = new HashMap<>();
        Map<Double, Long> seconds = new HashMap<>();
        Map<Double, Long> differences = new HashMap<>();
        shared.forEach(alike -> {
            firsts.merge(alike.firstShare(), alike.questions(), Long::sum);
            seconds.merge(alike.secondShare(), alike.questions(), Long::sum);
            differences.merge(alike.firstShare() - alike.secondShare(), alike.questions(), Long::sum);
        });
        BootstrapMean difference = new BootstrapMean(differences);
        return new Comparison(
                first,
                second,
                sum(shared),
                sum(all.stream().filter(alike -> alike.secondShare() == null).toList()),
                sum(all.stream().filter(alike -> alike.firstShare() == null).toList()),
                new BootstrapMean(firsts).mean(),
                new BootstrapMean(seconds).mean(),
                difference.mean(),
                difference.interval(resamples, seed),
                new McNemar(differ(shared, true), differ(shared, false)));
    }

    private static long differ(List<PairedCounts.Alike> shared, boolean firstIsRight) {
        return sum(shared.stream()
                .filter(alike -> alike.firstRight() == firstIsRight && alike.secondRight() != firstIsRight)
                .toList());
    }

    private static long sum(List<PairedCounts.Alike> some) {
        return some.stream().mapToLong(PairedCounts.Alike::questions).sum();
    }

    /** Whether both were asked the same questions. */
    public boolean sameQuestions() {
        return onlyFirstAsked == 0 && onlySecondAsked == 0;
    }

    /** Who is better at the 5% level of McNemar's exact test: a name, or empty where no difference is shown. */
    public String better() {
        if (mcNemar.pValue() >= LEVEL) {
            return "";
        }
        return mcNemar.onlyFirst() > mcNemar.onlySecond() ? first : second;
    }
}
