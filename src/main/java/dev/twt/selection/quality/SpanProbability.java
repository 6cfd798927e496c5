package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How sure the teacher was of the tokens that state its answer: the geometric mean of their probabilities, as the ledger
 * holds it. Taken as it is and not as a quantile of its teacher: an answer is a few tokens whatever the tokenizer, most
 * of them are nearly certain, and a rank would part by rounding what is alike and call half of the certain ones bad.
 */
final class SpanProbability implements Criterion {
    @Override
    public String name() {
        return "span";
    }

    @Override
    public String column() {
        return ScoredColumns.SPAN_PROBABILITY;
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        Column given = col(column());
        return candidates.withColumn(column(), when(given.between(0d, 1d), given));
    }
}
