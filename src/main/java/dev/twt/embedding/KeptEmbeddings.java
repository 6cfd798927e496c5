package dev.twt.embedding;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.twt.config.EmbeddingConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.dataset.Sha256;
import dev.twt.dataset.StorageProblems;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Embeddings that stay in a folder: Parquet with the sha256 of a text and its vector, a sub-folder for each model.
 * Selecting again by other rules embeds nothing twice, and a run that is killed while it embeds loses one wave of texts.
 */
public final class KeptEmbeddings {
    /** Texts embedded between two writes: some minutes of one core. */
    static final int WAVE = 20_000;

    private static final String TEXT = "_text_sha256";
    private static final StructType KEPT = new StructType()
            .add(TEXT, DataTypes.StringType)
            .add(ScoredColumns.EMBEDDING, DataTypes.createArrayType(DataTypes.FloatType));
    /** Texts differ in length: several tasks a core let none wait long for the last. */
    private static final int TASKS_A_CORE = 4;

    /** Told how far embedding is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the texts that had no vector have one now. */
        void embedded(long done, long total);
    }

    private final SparkSession spark;
    private final EmbeddingConfig config;
    private final Path folder;
    private final int wave;

    KeptEmbeddings(SparkSession spark, EmbeddingConfig config, String root, int wave) {
        this.spark = spark;
        this.config = config;
        this.folder = new Path(root, "model=" + identity(config));
        this.wave = wave;
    }

    /**
     * Responses with a column {@code embedding} as {@link RationaleEmbeddings#add} makes it. Texts whose vector is not
     * kept are embedded now, on the cluster, and kept.
     *
     * @param responses rows with request_id, outcome and rationale; further columns stay
     * @param root folder of the kept vectors of all models
     */
    public static Dataset<Row> add(Dataset<Row> responses, EmbeddingConfig config, String root, Progress progress) {
        return config.source().equals("column")
                ? RationaleEmbeddings.add(responses, config)
                : new KeptEmbeddings(responses.sparkSession(), config, root, WAVE).add(responses, progress);
    }

    /** What changes a vector: the model, and where it cuts its texts. */
    private static String identity(EmbeddingConfig config) {
        return Sha256.hex(ModelFiles.of(config).fingerprint() + ":" + config.maxTokens())
                .substring(0, 16);
    }

    Dataset<Row> add(Dataset<Row> responses, Progress progress) {
        Dataset<Row> keyed = responses.drop(ScoredColumns.EMBEDDING).withColumn(TEXT, key());
        Dataset<Row> missing = missing(keyed).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            embed(missing, progress);
        } finally {
            missing.unpersist();
        }
        return keyed.join(kept(), new String[] {TEXT}, "left").drop(TEXT);
    }

    /** Null for what needs no vector: only whole answers with a rationale are candidates. */
    private static Column key() {
        Column rationale = col(ResponseColumns.RATIONALE);
        Column candidate = col(ResponseColumns.OUTCOME).equalTo("answered").and(rationale.rlike("\\S"));
        return when(candidate, sha2(rationale, 256));
    }

    /** Texts without a kept vector, each once, with the columns that embedding looks at. */
    private Dataset<Row> missing(Dataset<Row> keyed) {
        int tasks = TASKS_A_CORE * spark.sparkContext().defaultParallelism();
        return keyed.where(col(TEXT).isNotNull())
                .select(TEXT, ResponseColumns.RATIONALE, ResponseColumns.OUTCOME)
                .dropDuplicates(TEXT)
                .join(kept().select(TEXT), new String[] {TEXT}, "left_anti")
                .repartition(tasks, col(TEXT));
    }

    private void embed(Dataset<Row> missing, Progress progress) {
        long total = missing.count();
        long waves = (total + wave - 1) / wave;
        long done = 0;
        for (long number = 0; number < waves; number++) {
            Dataset<Row> texts =
                    missing.where(pmod(xxhash64(col(TEXT)), lit(waves)).equalTo(number));
            RationaleEmbeddings.add(texts, config)
                    .select(TEXT, ScoredColumns.EMBEDDING)
                    .write()
                    .mode(SaveMode.Append)
                    .parquet(folder.toString());
            done = number == waves - 1 ? total : done + texts.count();
            progress.embedded(done, total);
        }
    }

    private Dataset<Row> kept() {
        return holdsFiles()
                ? spark.read().schema(KEPT).parquet(folder.toString())
                : spark.createDataFrame(List.of(), KEPT);
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
