package dev.twt.ml;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables of one column of texts, numbered, for tests. */
final class Rows {
    private Rows() {}

    /** Columns id (0, 1, ...) and the one named, in as many partitions as said. */
    static Dataset<Row> of(SparkSession spark, int partitions, String column, String... texts) {
        StructType schema = new StructType().add("id", DataTypes.IntegerType).add(column, DataTypes.StringType);
        List<Row> rows = IntStream.range(0, texts.length)
                .mapToObj(i -> RowFactory.create(i, texts[i]))
                .toList();
        return spark.createDataFrame(rows, schema).repartition(partitions);
    }

    /** In the order of id. */
    static List<Row> sorted(Dataset<Row> rows) {
        return rows.orderBy("id").collectAsList();
    }
}
