package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** 1 for what is {@link Verified}, 0 for what is refuted; null where nobody can say. */
final class VerifiedScore implements Criterion {
    private static final String SCORE = "_verified_score";

    @Override
    public String name() {
        return "verified";
    }

    @Override
    public String column() {
        return SCORE;
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        Column verified = col(ScoredColumns.VERIFIED);
        return candidates.withColumn(column(), when(verified, 1d).when(not(verified), 0d));
    }
}
