package dev.twt.generation;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.task.Question;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * One request of the plan.
 *
 * @param requestId its identity in the ledger
 * @param questionId the question it asks
 * @param sample which of several answers
 * @param purpose full, compressed or student
 * @param round of rejection sampling
 * @param task name of the kind of question
 * @param question the question
 * @param words what is said to the teacher in place of the task's own prompt, or null for that one
 */
public record PlannedRequest(
        String requestId,
        String questionId,
        int sample,
        String purpose,
        int round,
        String task,
        Question question,
        String words)
        implements Serializable {
    /** A question in its task's own words. */
    public PlannedRequest(
            String requestId,
            String questionId,
            int sample,
            String purpose,
            int round,
            String task,
            Question question) {
        this(requestId, questionId, sample, purpose, round, task, question, null);
    }

    /** The request of a row under {@link PlanColumns#SCHEMA}. */
    public static PlannedRequest of(Row row) {
        return new PlannedRequest(
                row.getAs(ResponseColumns.REQUEST_ID),
                row.getAs(QuestionColumns.QUESTION_ID),
                row.<Integer>getAs(ResponseColumns.SAMPLE),
                row.getAs(ResponseColumns.PURPOSE),
                row.<Integer>getAs(ResponseColumns.ROUND),
                row.getAs(QuestionColumns.TASK),
                QuestionRows.question(row),
                QuestionRows.words(row));
    }
}
