import dev.twt.dataset.WilsonInterval;
import java.util.Collection;
import java.util.Locale;

/** Right ones among answers, in percent with the 95% interval. */
record Share(long right, long all) {
    static Share of(Collection<ScoredAnswer> answers) {
        return new Share(answers.stream().filter(ScoredAnswer::right).count(), answers.size());
    }

    double value() {
        return (double) right / all;
    }

    String written() {
        if (all == 0) {
            return "-";
        }
        WilsonInterval interval = WilsonInterval.of(right, all);
        return String.format(
                Locale.ROOT, "%.1f (%.1f–%.1f)", 100 * value(), 100 * interval.low(), 100 * interval.high());
    }
}
