package dev.twt.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Results that are dear to make, kept as Parquet by a key that says all they depend on: what is there is not made again.
 * They are written in waves, so that a run that is killed loses one wave.
 */
public final class KeptTable {
    /** Tasks differ in length: several a core let none wait long for the last. */
    private static final int TASKS_A_CORE = 4;

    /** Told how far the making is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the results that were not there are there now. */
        void made(long done, long total);
    }

    private final SparkSession spark;
    private final Path folder;
    private final StructType schema;
    private final String key;
    private final int wave;

    /**
     * Names a table; nothing is read or written yet.
     *
     * @param schema of the results, the key first
     * @param wave results made between two writes
     */
    public KeptTable(SparkSession spark, String folder, StructType schema, int wave) {
        this.spark = spark;
        this.folder = new Path(folder);
        this.schema = schema;
        this.key = schema.fieldNames()[0];
        this.wave = wave;
    }

    /**
     * Rows with the results of their keys, null where the key is null. What is missing is made now, on the cluster.
     *
     * @param keyed rows with the key and the inputs; rows of one key have the same inputs
     * @param inputs columns that the making looks at
     * @param make from key and inputs, each key once, to the results
     */
    public Dataset<Row> join(
            Dataset<Row> keyed, List<String> inputs, UnaryOperator<Dataset<Row>> make, Progress progress) {
        Dataset<Row> missing =
                missing(keyed.select(key, inputs.toArray(String[]::new))).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            complete(missing, make, progress);
        } finally {
            missing.unpersist();
        }
        return keyed.join(kept(), new String[] {key}, "left").drop(key);
    }

    private Dataset<Row> missing(Dataset<Row> keyed) {
        int tasks = TASKS_A_CORE * spark.sparkContext().defaultParallelism();
        return keyed.where(col(key).isNotNull())
                .dropDuplicates(key)
                .join(kept().select(key), new String[] {key}, "left_anti")
                .repartition(tasks, col(key));
    }

    private void complete(Dataset<Row> missing, UnaryOperator<Dataset<Row>> make, Progress progress) {
        long total = missing.count();
        long waves = (total + wave - 1) / wave;
        long done = 0;
        for (long number = 0; number < waves; number++) {
            Dataset<Row> some =
                    missing.where(pmod(xxhash64(col(key)), lit(waves)).equalTo(number));
            make.apply(some).write().mode(SaveMode.Append).parquet(folder.toString());
            done = number == waves - 1 ? total : done + some.count();
            progress.made(done, total);
        }
    }

    private Dataset<Row> kept() {
        return holdsFiles()
                ? spark.read().schema(schema).parquet(folder.toString())
                : spark.createDataFrame(List.of(), schema);
    }

    /** A run that ended before its first wave was whole leaves a folder without data. */
    private boolean holdsFiles() {
        try {
            FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
            if (!files.exists(folder)) {
                return false;
            }
            for (FileStatus file : files.listStatus(folder)) {
                if (file.getPath().getName().endsWith(".parquet")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw StorageProblems.explain(e, folder.toString());
        }
    }
}
