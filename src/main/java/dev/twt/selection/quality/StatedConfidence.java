package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the teacher said of its own certainty (TwT, section 3.2); null where it said nothing or no number in [0, 1]. */
public final class StatedConfidence implements Criterion {
    @Override
    public String name() {
        return "confidence";
    }

    @Override
    public String column() {
        return ScoredColumns.CONFIDENCE;
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        Column stated = col(ResponseColumns.STATED_CONFIDENCE);
        return candidates.withColumn(column(), when(stated.between(0, 1), stated));
    }
}
