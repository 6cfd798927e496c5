package dev.twt.distillation.compression;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.PlanColumns;
import dev.twt.generation.QuestionRows;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.TaskFinder;
import dev.twt.task.RewritePrompts;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One try to have rationales rewritten by teachers: what is asked, and what the answers are worth. Both are decided by
 * the ledger alone, so that a run that was killed asks the same again and buys nothing twice.
 *
 * @param writers who is asked, as it is asked; the first one takes what others wrote
 * @param number of the try, from 0: the round in the ledger
 */
public record Rewrites(List<TeacherConfig> writers, TaskFinder tasks, int number) implements Serializable {
    private static final String[] KEY = {CompressedColumns.STAGE, CompressedColumns.ORIGINAL_REQUEST_ID};

    public Rewrites {
        writers = List.copyOf(writers);
    }

    /**
     * The orders that have no accepted rewrite yet, with the request for one.
     *
     * @param orders as {@link Orders#open} leaves them
     * @param judged earlier tries, under {@link CompressedColumns#SCHEMA}
     */
    public Dataset<Row> requests(Dataset<Row> orders, Dataset<Row> judged) {
        Dataset<Row> last = judged.where(col(CompressedColumns.TRY).equalTo(number))
                .select(
                        col(CompressedColumns.STAGE),
                        col(CompressedColumns.ORIGINAL_REQUEST_ID),
                        col(CompressedColumns.VERDICT).as(OrderColumns.LAST_VERDICT));
        Dataset<Row> done = judged.where(col(CompressedColumns.VERDICT).equalTo(Verdict.ACCEPTED.text()))
                .select(CompressedColumns.STAGE, CompressedColumns.ORIGINAL_REQUEST_ID);
        return orders.join(done, KEY, "left_anti")
                .join(last, KEY, "left")
                .map((MapFunction<Row, Row>) this::asked, Encoders.row(OrderColumns.asked(OrderColumns.ORDER)));
    }

    /** The same as a generation takes them, each once: two rationales may be alike to the letter. */
    public static Dataset<Row> questions(Dataset<Row> requests) {
        return requests.dropDuplicates(ResponseColumns.REQUEST_ID)
                .select(
                        QuestionColumns.QUESTION_ID,
                        QuestionColumns.QUESTION,
                        QuestionColumns.CHOICES,
                        QuestionColumns.TESTS,
                        QuestionColumns.TASK,
                        PlanColumns.WORDS,
                        PlanColumns.ASKED_OF,
                        ResponseColumns.REQUEST_ID);
    }

    private Row asked(Row order) {
        TeacherConfig writer = writer(order.getAs(CompressedColumns.ORIGINAL_TEACHER));
        String words = words(order);
        return RowValues.of(order)
                .with(PlanColumns.WORDS, words)
                .with(PlanColumns.ASKED_OF, writer.name())
                .with(
                        ResponseColumns.REQUEST_ID,
                        RequestPlan.identity(writer, words, RequestPlan.COMPRESSED, number))
                .row(OrderColumns.asked(OrderColumns.ORDER));
    }

    private TeacherConfig writer(String wrote) {
        return writers.stream().filter(t -> t.name().equals(wrote)).findFirst().orElse(writers.get(0));
    }

    private static String words(Row order) {
        String rationale = order.getAs(OrderColumns.RATIONALE);
        String attempt = order.getAs(OrderColumns.ATTEMPT_TEXT);
        String last = order.getAs(OrderColumns.LAST_VERDICT);
        int budget = order.<Integer>getAs(CompressedColumns.BUDGET_TOKENS);
        int tokens = order.<Integer>getAs(CompressedColumns.ORIGINAL_TOKENS);
        return RewritePrompts.of(
                order.getAs(QuestionColumns.TASK),
                new RewritePrompts.Order(
                        QuestionRows.question(order),
                        rationale,
                        order.getAs(OrderColumns.ANSWER),
                        attempt == null ? "" : attempt,
                        Boolean.TRUE.equals(order.getAs(CompressedColumns.ATTEMPT_RIGHT)),
                        RationaleTokens.words(rationale, tokens, budget),
                        budget,
                        last == null ? "" : Verdict.of(last).remark()));
    }

    /**
     * What came of them, under {@link CompressedColumns#SCHEMA}; requests without a row in the ledger are absent.
     *
     * @param requests as {@link #requests} makes them
     * @param ledger one row a request
     */
    public Dataset<Row> judged(Dataset<Row> requests, Dataset<Row> ledger) {
        Dataset<Row> answers = ledger.select(
                ResponseColumns.REQUEST_ID,
                ResponseColumns.TEACHER,
                ResponseColumns.OUTCOME,
                ResponseColumns.TEXT,
                ResponseColumns.RATIONALE,
                ResponseColumns.COMPLETION_TOKENS);
        return requests.join(answers, new String[] {ResponseColumns.REQUEST_ID})
                .map((MapFunction<Row, Row>) this::judged, Encoders.row(CompressedColumns.SCHEMA));
    }

    private Row judged(Row row) {
        Judged judged = Judged.of(
                tasks.named(row.getAs(QuestionColumns.TASK)),
                new Judged.Reply(
                        row.getAs(ResponseColumns.OUTCOME),
                        row.getAs(ResponseColumns.TEXT),
                        row.getAs(ResponseColumns.RATIONALE),
                        row.getAs(ResponseColumns.COMPLETION_TOKENS)),
                new Judged.Wanted(
                        QuestionRows.question(row),
                        row.getAs(OrderColumns.ANSWER),
                        row.<Integer>getAs(CompressedColumns.ORIGINAL_TOKENS),
                        row.<Integer>getAs(CompressedColumns.BUDGET_TOKENS)));
        return RowValues.of(row)
                .with(CompressedColumns.BY, "teacher")
                .with(CompressedColumns.TRY, number + 1)
                .with(CompressedColumns.TOKENS, judged.tokens())
                .with(CompressedColumns.RATIONALE, judged.rationale())
                .with(CompressedColumns.ANSWER, judged.answer())
                .with(CompressedColumns.VERDICT, judged.verdict().text())
                .with(CompressedColumns.TAKEN, false)
                .row(CompressedColumns.SCHEMA);
    }
}
