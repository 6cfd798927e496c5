package dev.twt.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.map_from_entries;

import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The user's files of questions, found and not read yet. */
public final class QuestionFiles {
    /** Part of the fingerprint: a change of how questions are read has them read and stored anew. */
    private static final String READER_VERSION = "1";
    /** A file that was written less than this before it is looked at may change once more and bear the same time. */
    private static final long SETTLED_MILLIS = 2_000;

    private final SparkSession spark;
    private final QuestionsConfig config;
    private final TaskConfig task;
    private final List<SourceFile> files;
    private String fingerprint;

    private QuestionFiles(SparkSession spark, QuestionsConfig config, TaskConfig task, List<SourceFile> files) {
        this.spark = spark;
        this.config = config;
        this.task = task;
        this.files = files;
    }

    /**
     * Finds the files of a config.
     *
     * @throws dev.twt.config.UserException if a path is absent or empty, or a field path is none
     */
    public static QuestionFiles find(SparkSession spark, QuestionsConfig config, TaskConfig task) {
        return find(spark, config, task, "questions", ".paths");
    }

    /**
     * The same of another block.
     *
     * @param block that names them, for messages
     * @param paths its key of the paths
     */
    static QuestionFiles find(SparkSession spark, QuestionsConfig config, TaskConfig task, String block, String paths) {
        new QuestionMapper(config.fields(), task.defaultType(), block + ".fields");
        return new QuestionFiles(
                spark,
                config,
                task,
                SourceFiles.find(
                        spark.sparkContext().hadoopConfiguration(), config.paths(), config.format(), block + paths));
    }

    /** Reads them: small ones at once, large ones when the result is asked. */
    public QuestionSet read() {
        String source = String.join(", ", config.paths());
        SmallFiles small = new SmallFiles(files, hadoop());
        try {
            return small.areSmall()
                    ? here(small.parsed(config, task), source)
                    : Questions.of(RawRows.read(spark, files), config, task, source);
        } catch (IOException e) {
            throw StorageProblems.explain(e, source);
        }
    }

    private QuestionSet here(List<Row> rows, String source) {
        Dataset<Row> parsed = spark.createDataFrame(rows, QuestionParser.SCHEMA)
                .withColumn(QuestionColumns.META, map_from_entries(col(QuestionColumns.META)));
        return QuestionSet.here(parsed, QuestionCounts.of(rows), config.limit(), source);
    }

    /**
     * What the stored questions depend on, as one sum: names, sizes and times of the files, and how they are read. Empty
     * while a file is so new that its time does not tell whether it is written on. As it was when first asked for, which
     * is before they are read.
     */
    synchronized String fingerprint() throws IOException {
        if (fingerprint == null) {
            fingerprint = look();
        }
        return fingerprint;
    }

    private String look() throws IOException {
        StringBuilder text = new StringBuilder(READER_VERSION);
        text.append('\n').append(config.format()).append('\n').append(new TreeMap<>(config.fields()));
        text.append('\n').append(config.limit()).append('\n').append(task.defaultType());
        long newest = 0;
        for (SourceFile file : files) {
            text.append('\n').append(file.kind());
            Path path = new Path(file.path());
            FileSystem store = path.getFileSystem(hadoop());
            for (FileStatus found : SourceFiles.within(store, store.getFileStatus(path))) {
                newest = Math.max(newest, found.getModificationTime());
                text.append('\n').append(found.getPath()).append('\t').append(found.getLen());
                text.append('\t').append(found.getModificationTime());
            }
        }
        return System.currentTimeMillis() - newest < SETTLED_MILLIS ? "" : Sha256.hex(text.toString());
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
