package dev.twt.generation.batch;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.LedgerRows;
import dev.twt.generation.PlannedRequest;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.TaskFinder;
import dev.twt.teacher.ChatCalls;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.TeacherRequest;
import dev.twt.teacher.batch.BatchAnswer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Executor side: each request of a batch, with what came of it, becomes a row of the ledger, or is to be asked again. */
final class AnswerRows implements MapPartitionsFunction<Row, Row> {
    /** Whether the request is to be asked again; the ledger's columns are null then. */
    static final String AGAIN = "again";
    /** Whether it may have been billed without an answer. */
    static final String DOUBTED = "doubted";

    static final StructType SCHEMA = schema();

    private static final long serialVersionUID = 1L;

    private final TeacherConfig teacher;
    private final TaskFinder tasks;
    private final Instant endedAt;
    private final boolean whole;

    /**
     * @param endedAt the time that all rows bear
     * @param whole whether the provider says that it tried every request
     */
    AnswerRows(TeacherConfig teacher, TaskFinder tasks, Instant endedAt, boolean whole) {
        this.teacher = teacher;
        this.tasks = tasks;
        this.endedAt = endedAt;
        this.whole = whole;
    }

    private static StructType schema() {
        StructType schema = new StructType();
        for (StructField field : ResponseColumns.SCHEMA.fields()) {
            schema = schema.add(field.name(), field.dataType());
        }
        return schema.add(AGAIN, DataTypes.BooleanType)
                .add(DOUBTED, DataTypes.BooleanType)
                .add(KeptRequests.WORST_TOKENS, DataTypes.LongType)
                .add(KeptRequests.WORST_USD, DataTypes.DoubleType);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> requests) {
        ChatCalls calls = new ChatCalls(teacher);
        LedgerRows rows = new LedgerRows(teacher, tasks);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return requests.hasNext();
            }

            @Override
            public Row next() {
                return decide(requests.next(), calls, rows);
            }
        };
    }

    private Row decide(Row request, ChatCalls calls, LedgerRows rows) {
        Outcome outcome = outcome(request, calls);
        if (!(outcome instanceof Outcome.Retry retry)) {
            return decided(request, recorded(request, outcome, rows), false);
        }
        int attempt = request.<Integer>getAs(KeptRequests.ATTEMPT);
        if (attempt < teacher.batch().attempts()) {
            return decided(request, new Object[ResponseColumns.SCHEMA.length()], retry.served());
        }
        return decided(request, recorded(request, new Outcome.Failed(retry.error(), attempt), rows), retry.served());
    }

    private Outcome outcome(Row request, ChatCalls calls) {
        Integer status = request.getAs(AnswerLines.STATUS);
        if (status == null) {
            return new Outcome.Retry("the batch brought no answer", null, whole, false);
        }
        if (status == BatchAnswer.NEVER_MADE) {
            return new Outcome.Retry("the batch ended before this request was made", null, false, false);
        }
        String id = request.getAs(ResponseColumns.REQUEST_ID);
        TeacherRequest asked = new TeacherRequest(
                id,
                request.<Integer>getAs(ResponseColumns.SAMPLE),
                RequestPlan.messages(request, teacher, tasks),
                teacher.sampling(),
                0);
        return calls.outcome(asked, status, request.getAs(AnswerLines.BODY));
    }

    /** A row's values; times are those of Spark's rows. */
    private Object[] recorded(Row request, Outcome outcome, LedgerRows rows) {
        Row row = rows.row(PlannedRequest.of(request), outcome, endedAt);
        Object[] values = new Object[ResponseColumns.SCHEMA.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i) instanceof Instant time ? Timestamp.from(time) : row.get(i);
        }
        return values;
    }

    private static Row decided(Row request, Object[] recorded, boolean doubted) {
        Object[] values = Arrays.copyOf(recorded, SCHEMA.length());
        values[recorded.length] = recorded[0] == null;
        values[recorded.length + 1] = doubted;
        values[recorded.length + 2] = request.getAs(KeptRequests.WORST_TOKENS);
        values[recorded.length + 3] = request.getAs(KeptRequests.WORST_USD);
        return RowFactory.create(values);
    }
}
