package dev.twt.job;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Tables on the disk as texts, for tests that compare them. */
final class TableTexts {
    private TableTexts() {}

    /** A text a row, its values parted by blanks; in the order of the texts. */
    static List<String> sorted(SparkSession spark, Path table, String... columns) {
        return spark
                .read()
                .parquet(table.toString())
                .selectExpr("concat_ws(' ', " + String.join(", ", columns) + ")")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }
}
