package dev.twt.job;

import dev.twt.selection.SweepPoint;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What other values of a key of selection would keep. */
public final class Swept {
    private final SparkSession spark;
    private final String key;
    private final Map<String, SweepPoint> points;

    Swept(SparkSession spark, String key, Map<String, SweepPoint> points) {
        this.spark = spark;
        this.key = key;
        this.points = points;
    }

    /** The whole key, such as {@code selection.quality.threshold}. */
    public String key() {
        return key;
    }

    /**
     * One row a value, in their order: value, candidates, accepted, accepted_share, kept, kept_share, questions, covered,
     * covered_share, pair_similarity, accepted_right and kept_right (shares of right ones; null without gold answers).
     */
    public Dataset<Row> points() {
        return FigureTables.points(spark, points);
    }

    /** Shares of answers accepted and kept, of questions covered, and of right ones, against the values. */
    public Picture picture() {
        return Picture.of(SweepFiles.chart(key, points));
    }
}
