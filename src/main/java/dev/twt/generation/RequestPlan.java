package dev.twt.generation;

import dev.twt.config.GenerationConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Columns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.model.text.ChatMessage;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Which requests a run consists of, and which of them are still open. */
public final class RequestPlan {
    /** Purpose of the requests that ask for a whole rationale. */
    public static final String FULL = "full";
    /** Purpose of the requests that have a rationale rewritten. */
    public static final String COMPRESSED = "compressed";
    /** Purpose of the requests that have a student try the question. */
    public static final String STUDENT = "student";

    /** Purpose of the requests that measure an answerer. */
    public static final String EVALUATE = "evaluate";

    private RequestPlan() {}

    /**
     * Every request of a round: questions × teachers × samples.
     *
     * @param questions under the schema of {@link QuestionColumns}; may have {@link PlanColumns#WORDS} and
     *     {@link PlanColumns#ASKED_OF} besides
     * @return rows under {@link PlanColumns#SCHEMA}
     */
    public static Dataset<Row> of(Dataset<Row> questions, Round round, TaskFinder tasks) {
        return table(questions, requests(questions, round, tasks));
    }

    static Dataset<Row> table(Dataset<Row> questions, QuestionRequests requests) {
        return questions.flatMap(new PlanRows(requests), Encoders.row(PlanColumns.SCHEMA));
    }

    /** The requests of each question, for questions that have all that is asked about. */
    static QuestionRequests requests(Dataset<Row> questions, Round round, TaskFinder tasks) {
        Columns.require(
                questions,
                "questions",
                QuestionColumns.QUESTION_ID,
                QuestionColumns.QUESTION,
                QuestionColumns.CHOICES,
                QuestionColumns.TESTS,
                QuestionColumns.TASK);
        return new QuestionRequests(round.teachers(), tasks, round.purpose(), round.number());
    }

    /**
     * The requests that have to be sent: those without a row in the ledger, and those whose row the config asks again.
     *
     * @param plan as {@link #of} makes it
     */
    public static Dataset<Row> open(Dataset<Row> plan, Ledger ledger, GenerationConfig config) {
        return plan.join(ledger.recorded(config), new String[] {ResponseColumns.REQUEST_ID}, "left_anti");
    }

    /**
     * What a teacher is told when it is asked a question.
     *
     * @param request a row of the plan
     */
    public static List<ChatMessage> messages(Row request, TeacherConfig teacher, TaskFinder tasks) {
        return PromptMessages.of(
                QuestionRows.words(request),
                QuestionRows.question(request),
                teacher,
                tasks.named(request.getAs(QuestionColumns.TASK)));
    }

    /** The identity of a request that is said in words of its own, {@link PlanColumns#WORDS}; its first sample. */
    public static String identity(TeacherConfig teacher, String words, String purpose, int round) {
        return RequestIdentity.of(teacher, List.of(new ChatMessage("user", words)), 0, purpose, round);
    }
}
