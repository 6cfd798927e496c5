package dev.twt.report.figures;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often two teachers give the same answer to a question.
 *
 * @param teachers at most twelve, those with most answers, by name
 * @param cells each two of them, a teacher with itself where it answered a question more than once
 */
public record TeacherAgreement(List<String> teachers, List<Cell> cells) {
    private static final int MOST = 12;
    private static final String ANSWERS = "answers";
    private static final String PAIRS = "pairs";
    private static final String SAME = "same";

    /**
     * Two teachers; first is not after second by name.
     *
     * @param pairs answers of one beside answers of the other to the same question
     * @param same pairs with the same canonical answer
     */
    public record Cell(String first, String second, long pairs, long same) {
        public double share() {
            return (double) same / pairs;
        }
    }

    public TeacherAgreement {
        teachers = List.copyOf(teachers);
        cells = List.copyOf(cells);
    }

    static TeacherAgreement of(Dataset<Row> scored) {
        Dataset<Row> answers = scored.where(col(ResponseColumns.OUTCOME)
                        .equalTo("answered")
                        .and(coalesce(col(ResponseColumns.ANSWER), lit("")).notEqual("")))
                .groupBy(ResponseColumns.QUESTION_ID, ResponseColumns.TEACHER, ResponseColumns.ANSWER)
                .agg(count(lit(1)).as(ANSWERS));
        Set<String> most = most(answers);
        if (most.isEmpty()) {
            return new TeacherAgreement(List.of(), List.of());
        }
        Dataset<Row> asked = answers.where(col(ResponseColumns.TEACHER).isin(most.toArray()));
        Dataset<Row> left = asked.toDF("q", "first", "a", "n");
        Dataset<Row> right = asked.toDF("r_q", "second", "b", "m");
        Column equal = col("a").equalTo(col("b"));
        Column together = when(col("first").equalTo(col("second")).and(equal), col("n").multiply(col("m").minus(1)))
                .otherwise(col("n").multiply(col("m")));
        List<Cell> cells = left
                .join(right, col("q").equalTo(col("r_q")).and(col("first").leq(col("second"))))
                .groupBy("first", "second")
                .agg(
                        sum(together).as(PAIRS),
                        sum(when(equal, together).otherwise(0L)).as(SAME))
                .where(col(PAIRS).gt(0))
                .collectAsList()
                .stream()
                .map(row ->
                        new Cell(row.getString(0), row.getString(1), Known.count(row, PAIRS), Known.count(row, SAME)))
                .sorted(Comparator.comparing(Cell::first).thenComparing(Cell::second))
                .toList();
        return new TeacherAgreement(most.stream().sorted().toList(), cells);
    }

    private static Set<String> most(Dataset<Row> answers) {
        Map<String, Long> counts = new TreeMap<>();
        answers.groupBy(ResponseColumns.TEACHER)
                .agg(sum(ANSWERS).as(ANSWERS))
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
