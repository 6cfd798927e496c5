package dev.twt.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.task.Tasks;
import java.time.Duration;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which answers are right: those that came to their end and are equivalent to gold, by the rule of their task, or pass their
 * tests. What was broken off, refused or failed is wrong, whatever it had said by then.
 */
public final class JudgedAnswers {
    private static final String SAME = "same";

    private JudgedAnswers() {}

    /**
     * @param answers as {@link Answers#of} makes them, with {@code tests_passed} and {@code verdict} of programs
     * @param timeout longest time of one comparison
     * @return rows under {@link EvaluationColumns#SCHEMA}
     */
    public static Dataset<Row> of(Dataset<Row> answers, Duration timeout) {
        Dataset<Row> same = SameAsGold.of(answers.where(inQuestion()), timeout).withColumn(SAME, lit(true));
        Column right = when(ended().and(isCode()), coalesce(col(ScoredColumns.TESTS_PASSED), lit(false)))
                .when(
                        ended().and(answered()),
                        col(EvaluationColumns.ANSWER)
                                .equalTo(col(EvaluationColumns.GOLD))
                                .or(coalesce(col(SAME), lit(false))))
                .otherwise(lit(false));
        return answers.join(same, new String[] {EvaluationColumns.QUESTION_ID, EvaluationColumns.ANSWER}, "left")
                .withColumn(EvaluationColumns.CORRECT, right)
                .select(Arrays.stream(EvaluationColumns.SCHEMA.fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }

    private static Column ended() {
        return col(EvaluationColumns.OUTCOME).equalTo("answered");
    }

    private static Column answered() {
        return col(EvaluationColumns.ANSWER).isNotNull();
    }

    private static Column isCode() {
        return col(EvaluationColumns.TASK).equalTo(Tasks.CODE);
    }

    /** Equal text is the same answer in every task; only what differs has to be compared. */
    private static Column inQuestion() {
        return ended().and(answered())
                .and(col(EvaluationColumns.TASK).notEqual(Tasks.CODE))
                .and(col(EvaluationColumns.ANSWER).notEqual(col(EvaluationColumns.GOLD)));
    }
}
