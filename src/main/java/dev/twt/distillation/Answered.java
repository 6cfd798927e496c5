package dev.twt.distillation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;

import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Candidates that can be learned from at all, whatever selection thinks of them. */
final class Answered {
    private Answered() {}

    /** Those with an answer: nothing that was cut short, refused or failed. A rationale that is missing is empty. */
    static Dataset<Row> of(Dataset<Row> candidates) {
        return candidates
                .where(col(ResponseColumns.OUTCOME).equalTo("answered"))
                .where(coalesce(col(ResponseColumns.ANSWER), lit("")).notEqual(""))
                .withColumn(ResponseColumns.RATIONALE, coalesce(col(ResponseColumns.RATIONALE), lit("")));
    }

    /** The same of one teacher. */
    static Dataset<Row> of(Dataset<Row> candidates, String teacher) {
        return of(candidates).where(col(ResponseColumns.TEACHER).equalTo(teacher));
    }

    /** Whether there is a rationale. */
    static Column reasoned() {
        return trim(col(ResponseColumns.RATIONALE)).notEqual("");
    }
}
