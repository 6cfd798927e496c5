package dev.twt.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.QuestionColumns;
import dev.twt.task.Tasks;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The questions whose answers can be judged. */
public final class LabelledQuestions {
    private LabelledQuestions() {}

    /**
     * Those with a gold answer that their task can read, and those of code with tests. Gold is in canonical form; null for
     * code.
     *
     * @param questions under {@link QuestionColumns#SCHEMA}, which the result has too
     */
    public static Dataset<Row> of(Dataset<Row> questions) {
        Column tests = coalesce(size(col(QuestionColumns.TESTS)), lit(0)).gt(0);
        Column tested = col(QuestionColumns.TASK).equalTo(Tasks.CODE).and(tests);
        return questions
                .drop(QuestionColumns.GOLD)
                .join(GoldAnswers.canonical(questions), new String[] {QuestionColumns.QUESTION_ID}, "left")
                .where(col(QuestionColumns.GOLD).isNotNull().or(tested));
    }
}
