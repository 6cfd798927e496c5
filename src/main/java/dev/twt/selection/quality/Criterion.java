package dev.twt.selection.quality;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One way to say how good a candidate is: a score in [0, 1], or null where it cannot be said. */
public interface Criterion {
    /** The name it has in the config, in {@code quality_from} and in reasons of rejection. */
    String name();

    /** The column that holds its score. */
    String column();

    /** The candidates with that column; no row is added or lost. */
    Dataset<Row> score(Dataset<Row> candidates);
}
