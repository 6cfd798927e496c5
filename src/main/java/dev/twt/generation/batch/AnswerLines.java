package dev.twt.generation.batch;

import dev.twt.dataset.ResponseColumns;
import dev.twt.teacher.batch.BatchAnswer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Executor side: lines of a provider's file become answers; a broken line has no request's id. */
final class AnswerLines implements FlatMapFunction<Row, Row> {
    static final String RANK = "rank";
    static final String STATUS = "status";
    static final String BODY = "body";

    static final StructType SCHEMA = new StructType()
            .add(ResponseColumns.REQUEST_ID, DataTypes.StringType)
            .add(RANK, DataTypes.IntegerType)
            .add(STATUS, DataTypes.IntegerType)
            .add(BODY, DataTypes.StringType);

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> call(Row line) {
        String text = line.getString(0);
        if (text.isBlank()) {
            return List.<Row>of().iterator();
        }
        Optional<BatchAnswer> answer = BatchAnswer.of(text);
        return List.of(answer.map(AnswerLines::row).orElseGet(() -> RowFactory.create(null, null, null, null)))
                .iterator();
    }

    private static Row row(BatchAnswer answer) {
        return RowFactory.create(answer.requestId(), rank(answer.status()), answer.status(), answer.body());
    }

    /** Of several lines of one request the best is taken. */
    private static int rank(int status) {
        if (status / 100 == 2) {
            return 0;
        }
        return status == BatchAnswer.NEVER_MADE ? 2 : 1;
    }
}
