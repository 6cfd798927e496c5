package dev.twt.report.figures;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import java.util.Comparator;
import java.util.List;
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

    /**
     * Counts each two different answers of a question once, with how often they were given.
     *
     * @param teachers those of the table, with their numbers of answers
     */
    static TeacherAgreement of(Dataset<Row> scored, List<SelectionFigures.OfTeacher> teachers) {
        List<String> most = teachers.stream()
                .sorted(Comparator.comparingLong(SelectionFigures.OfTeacher::candidates)
                        .reversed())
                .limit(MOST)
                .map(SelectionFigures.OfTeacher::teacher)
                .sorted()
                .toList();
        if (most.isEmpty()) {
            return new TeacherAgreement(most, List.of());
        }
        Column equal = col("l.answer").equalTo(col("r.answer"));
        Column other = col("r.n")
                .minus(when(col("l.teacher").equalTo(col("r.teacher")).and(equal), 1L)
                        .otherwise(0L));
        Column together = col("l.n").multiply(other);
        List<Cell> cells = ofQuestions(scored, most)
                .select(col("all"), explode(col("all")).as("l"))
                .select(col("l"), explode(col("all")).as("r"))
                .where(col("l.teacher").leq(col("r.teacher")))
                .groupBy(col("l.teacher").as("first"), col("r.teacher").as("second"))
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
        return new TeacherAgreement(most, cells);
    }

    /** A question's answers by teacher, and how often each was given. */
    private static Dataset<Row> ofQuestions(Dataset<Row> scored, List<String> teachers) {
        return scored.where(col(ResponseColumns.OUTCOME)
                        .equalTo("answered")
                        .and(coalesce(col(ResponseColumns.ANSWER), lit("")).notEqual(""))
                        .and(col(ResponseColumns.TEACHER).isin(teachers.toArray())))
                .select(ResponseColumns.QUESTION_ID, ResponseColumns.TEACHER, ResponseColumns.ANSWER)
                // Both groupings need a question's rows in one place: one shuffle serves them.
                .repartition(col(ResponseColumns.QUESTION_ID))
                .groupBy(ResponseColumns.QUESTION_ID, ResponseColumns.TEACHER, ResponseColumns.ANSWER)
                .agg(count(lit(1)).as("n"))
                .groupBy(ResponseColumns.QUESTION_ID)
                .agg(collect_list(struct(col(ResponseColumns.TEACHER), col(ResponseColumns.ANSWER), col("n")))
                        .as("all"));
    }
}
