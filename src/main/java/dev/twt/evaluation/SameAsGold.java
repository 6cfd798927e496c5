package dev.twt.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.generation.QuestionRows;
import dev.twt.task.Question;
import dev.twt.task.Task;
import dev.twt.task.Tasks;
import java.time.Duration;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Answers that differ from gold in their text and mean the same: each pair of question and answer is compared once. */
final class SameAsGold {
    private SameAsGold() {}

    /**
     * Question and answer of those that mean the same.
     *
     * @param differing answers with question, choices, task and gold
     * @param timeout longest time of one comparison
     */
    static Dataset<Row> of(Dataset<Row> differing, Duration timeout) {
        return differing
                .select(
                        col(EvaluationColumns.QUESTION_ID),
                        col(EvaluationColumns.ANSWER),
                        col(EvaluationColumns.GOLD),
                        col(EvaluationColumns.TASK),
                        col(EvaluationColumns.QUESTION),
                        col(QuestionColumns.CHOICES),
                        // Programs are not compared, so no question here has tests to be told.
                        lit(null).cast("array<string>").as(QuestionColumns.TESTS))
                .dropDuplicates(EvaluationColumns.QUESTION_ID, EvaluationColumns.ANSWER)
                .filter((FilterFunction<Row>) row -> same(row, timeout))
                .select(EvaluationColumns.QUESTION_ID, EvaluationColumns.ANSWER);
    }

    private static boolean same(Row row, Duration timeout) {
        Task task = Tasks.withTimeLimit(Tasks.named(row.getAs(EvaluationColumns.TASK)), timeout);
        Question question = QuestionRows.question(row);
        return task.equivalent(row.getAs(EvaluationColumns.ANSWER), row.getAs(EvaluationColumns.GOLD), question);
    }
}
