package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Short rationales score high: 100 / (100 + words), so that one of 100 words has 0.5; null where there is none. */
public final class Brevity implements Criterion {
    @Override
    public String name() {
        return "brevity";
    }

    @Override
    public String column() {
        return "brevity";
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        Column rationale = trim(col(ResponseColumns.RATIONALE));
        Column words = size(split(rationale, "\\s+"));
        return candidates.withColumn(
                column(), when(rationale.notEqual(""), lit(100d).divide(words.plus(100))));
    }
}
