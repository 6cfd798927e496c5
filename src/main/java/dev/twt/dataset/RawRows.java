package dev.twt.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.twt.dataset.SourceFile.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Rows of any supported format as JSON texts, so that one mapping reads them all. */
public final class RawRows {
    public static final String FILE = "file";
    /** JSON text of the row; null where the file broke. */
    public static final String RAW = "raw";
    /** Why there is no row, null for rows. */
    public static final String BROKEN = "broken";

    static final StructType SCHEMA = new StructType()
            .add(FILE, DataTypes.StringType)
            .add(RAW, DataTypes.StringType)
            .add(BROKEN, DataTypes.StringType);

    private RawRows() {}

    /** The rows of the files, without blank lines. */
    public static Dataset<Row> read(SparkSession spark, List<SourceFile> files) {
        Dataset<Row> all = spark.createDataFrame(List.<Row>of(), SCHEMA);
        List<String> lines = paths(files, Kind.LINES);
        if (!lines.isEmpty()) {
            all = all.union(lines(spark, lines));
        }
        List<String> values = paths(files, Kind.VALUES);
        if (!values.isEmpty()) {
            all = all.union(values(spark, values));
        }
        for (String parquet : paths(files, Kind.PARQUET)) {
            all = all.union(parquet(spark, parquet));
        }
        return all;
    }

    private static List<String> paths(List<SourceFile> files, Kind kind) {
        return files.stream()
                .filter(file -> file.kind() == kind)
                .map(SourceFile::path)
                .toList();
    }

    private static Dataset<Row> lines(SparkSession spark, List<String> paths) {
        return spark.read()
                .text(paths.toArray(new String[0]))
                .select(col("_metadata.file_path"), col("value"))
                .map(
                        (MapFunction<Row, Row>)
                                row -> RowFactory.create(row.getString(0), JsonLines.clean(row.getString(1)), null),
                        Encoders.row(SCHEMA))
                .filter(col(RAW).notEqual(""));
    }

    private static Dataset<Row> values(SparkSession spark, List<String> paths) {
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        return spark.createDataset(paths, Encoders.STRING())
                .repartition(paths.size())
                .flatMap((FlatMapFunction<String, Row>) path -> elements(path, hadoop.value()), Encoders.row(SCHEMA));
    }

    static Iterator<Row> elements(String path, Configuration hadoop) throws IOException {
        JsonValues values = new JsonValues(DataStreams.open(new Path(path), hadoop));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return values.hasNext();
            }

            @Override
            public Row next() {
                JsonValues.Value value = values.next();
                return RowFactory.create(path, value.json(), value.reason());
            }
        };
    }

    private static Dataset<Row> parquet(SparkSession spark, String path) {
        Dataset<Row> table = spark.read().parquet(path);
        Column[] columns = Arrays.stream(table.columns())
                .map(name -> col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new);
        return table.select(
                lit(path).as(FILE),
                to_json(struct(columns)).as(RAW),
                lit(null).cast(DataTypes.StringType).as(BROKEN));
    }
}
