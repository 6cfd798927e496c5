package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.md5;

import dev.twt.dataset.DistillColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Distillation sets on disk: Parquet, one partition a stage. */
public final class DistillationSets {
    private DistillationSets() {}

    /**
     * Writes one stage's examples, in place of those that were there; other stages stay as they are. The order of the
     * rows is that of the md5 of their request_id: mixed, and the same on every run and any cluster.
     *
     * @param examples columns of {@link DistillColumns#SCHEMA}
     * @param stage full, compressed or free
     * @param path folder of all stages
     */
    public static void write(Dataset<Row> examples, String stage, String path) {
        // Into the partition's own folder: overwriting single partitions is not for every committer of object stores.
        examples.orderBy(md5(col(DistillColumns.REQUEST_ID)), col(DistillColumns.REQUEST_ID))
                .write()
                .mode(SaveMode.Overwrite)
                .option("compression", "zstd")
                // Readers of whole folders, such as Hugging Face datasets, take the marker for a broken data file.
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                .parquet(path + "/" + DistillColumns.STAGE + "=" + stage);
    }
}
