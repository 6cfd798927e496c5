import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Difference of two shares of right answers with its 95% interval, by drawing the questions again and again. */
final class Bootstrap {
    private static final int DRAWS = 1_000;

    private Bootstrap() {}

    static String difference(Collection<ScoredAnswer> of, Collection<ScoredAnswer> to) {
        Map<String, double[]> sums = new HashMap<>();
        of.forEach(a -> add(sums, a, 0));
        to.forEach(a -> add(sums, a, 2));
        List<double[]> questions = sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        Random random = new Random(1);
        double[] drawn = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double[] all = new double[4];
            for (int q = 0; q < questions.size(); q++) {
                double[] one = questions.get(random.nextInt(questions.size()));
                for (int k = 0; k < 4; k++) {
                    all[k] += one[k];
                }
            }
            drawn[i] = all[0] / all[1] - all[2] / all[3];
        }
        Arrays.sort(drawn);
        double found = Share.of(of).value() - Share.of(to).value();
        return String.format(
                Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * found, 100 * drawn[DRAWS / 40], 100 * drawn[DRAWS - 1 - DRAWS / 40]);
    }

    private static void add(Map<String, double[]> sums, ScoredAnswer answer, int at) {
        double[] one = sums.computeIfAbsent(answer.question(), q -> new double[4]);
        one[at] += answer.right() ? 1 : 0;
        one[at + 1]++;
    }
}
