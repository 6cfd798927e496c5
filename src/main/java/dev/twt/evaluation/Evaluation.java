package dev.twt.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.twt.dataset.EvaluationColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What judged answers amount to. Answers are counted by Spark; only counts come to the driver. */
public final class Evaluation {
    private static final String SAMPLES = "samples";
    private static final String RIGHT = "right";
    private static final String QUESTIONS = "questions";

    private final Dataset<Row> answers;
    private final int resamples;
    private final long seed;

    /**
     * @param answers under {@link EvaluationColumns#SCHEMA}; read several times
     * @param resamples of each bootstrap
     * @param seed of each bootstrap
     */
    public Evaluation(Dataset<Row> answers, int resamples, long seed) {
        this.answers = answers;
        this.resamples = resamples;
        this.seed = seed;
    }

    /**
     * All answers of each answerer, then its subsets, by what they are split by and value.
     *
     * @param answerers in the order of the result; others are left out
     * @param by as {@link Subsets} takes it
     */
    public List<Measured> measured(List<String> answerers, List<String> by) {
        Dataset<Row> rows = Subsets.of(answers, by);
        Map<Measured.Subset, List<PassAtOne.Alike>> right = right(rows);
        List<Column> columns = Measured.columns();
        Map<Measured.Subset, Measured> all = new HashMap<>();
        for (Row row : rows.groupBy(EvaluationColumns.ANSWERER, Subsets.BY, Subsets.VALUE)
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
                .collectAsList()) {
            Measured.Subset subset = Measured.Subset.of(row);
            all.put(subset, Measured.of(row, PassAtOne.of(right.get(subset), resamples, seed)));
        }
        List<String> order = new ArrayList<>(List.of(""));
        order.addAll(by);
        return all.values().stream()
                .filter(measured -> answerers.contains(measured.subset().answerer()))
                .sorted(Comparator.comparing((Measured measured) ->
                                order.indexOf(measured.subset().by()))
                        .thenComparing(measured -> measured.subset().value())
                        .thenComparing(
                                measured -> answerers.indexOf(measured.subset().answerer())))
                .toList();
    }

    private static Map<Measured.Subset, List<PassAtOne.Alike>> right(Dataset<Row> rows) {
        Map<Measured.Subset, List<PassAtOne.Alike>> all = new HashMap<>();
        rows.groupBy(EvaluationColumns.ANSWERER, Subsets.BY, Subsets.VALUE, EvaluationColumns.QUESTION_ID)
                .agg(
                        count(lit(1)).as(SAMPLES),
                        sum(col(EvaluationColumns.CORRECT).cast("long")).as(RIGHT))
                .groupBy(EvaluationColumns.ANSWERER, Subsets.BY, Subsets.VALUE, SAMPLES, RIGHT)
                .agg(count(lit(1)).as(QUESTIONS))
                .collectAsList()
                .forEach(row -> all.computeIfAbsent(Measured.Subset.of(row), subset -> new ArrayList<>())
                        .add(new PassAtOne.Alike(row.getAs(SAMPLES), row.getAs(RIGHT), row.getAs(QUESTIONS))));
        return all;
    }

    /** Each two of the answerers, on the questions that both answered, in their order. */
    public List<Comparison> comparisons(List<String> answerers) {
        PairedCounts counts = PairedCounts.of(answers, answerers);
        int last = answerers.size();
        // The bootstraps of many pairs take longer than the query; each has a generator of its own.
        return IntStream.range(0, last)
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, last).mapToObj(j -> List.of(answerers.get(i), answerers.get(j))))
                .toList()
                .parallelStream()
                .map(pair ->
                        Comparison.of(pair.get(0), pair.get(1), counts.of(pair.get(0), pair.get(1)), resamples, seed))
                .toList();
    }

    /** One of another. */
    public Comparison comparison(String first, String second) {
        return comparisons(List.of(first, second)).get(0);
    }

    /** At most so many questions that only one of two has right, half of them each way where there are enough. */
    public List<Flip> flips(String first, String second, int most) {
        return new PairedAnswers(answers, first, second).flips(most);
    }

    /**
     * The spread over seeds of each group.
     *
     * @param groups name to answerers
     * @param measured as {@link #measured} gives them; groups with a member that is not among them are left out
     */
    public static List<SeedSpread> spreads(Map<String, List<String>> groups, List<Measured> measured) {
        Map<String, Double> accuracies = new HashMap<>();
        measured.stream()
                .filter(one -> one.subset().whole())
                .forEach(one ->
                        accuracies.put(one.subset().answerer(), one.accuracy().value()));
        List<SeedSpread> spreads = new ArrayList<>();
        groups.forEach((group, members) -> {
            if (accuracies.keySet().containsAll(members)) {
                Map<String, Double> own = new LinkedHashMap<>();
                members.forEach(member -> own.put(member, accuracies.get(member)));
                spreads.add(SeedSpread.of(group, own));
            }
        });
        return spreads;
    }
}
