package dev.twt.generation;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Turns many small segments into few files. The large ones are in the ledger before the small ones go, so that a kill
 * at any moment leaves rows twice, which readers bear, and never loses one. Files that are large already stay as they
 * are: what a run adds is rewritten, not what all runs before it have recorded.
 */
public final class Compaction {
    private static final long TARGET_BYTES = 128L << 20;
    /** A file from here on is left alone. */
    private static final long LARGE_BYTES = TARGET_BYTES / 4;
    /** Where there is more than this, several tasks write at once. */
    private static final long TASK_BYTES = TARGET_BYTES / 8;
    /** So many small files cost a reader next to nothing. */
    private static final int MOST_SMALL_FILES = 16;
    /** Spark opens no file that a condition on it leaves out. */
    private static final String FILE_SIZE = "_metadata.file_size";
    /** Broken files are moved here, out of the way of every reader. */
    static final String BROKEN = "_broken";
    /** Lies in the ledger while one is at work. Found by the next: that one was killed and may have left rows twice. */
    static final String AT_WORK = "_compacting";

    private final SparkSession spark;
    private final Workspace workspace;
    private final Configuration hadoop;
    private final long largeBytes;

    public Compaction(SparkSession spark, Workspace workspace) {
        this(spark, workspace, LARGE_BYTES);
    }

    /** @param largeBytes size from which a file is left alone */
    Compaction(SparkSession spark, Workspace workspace, long largeBytes) {
        this.spark = spark;
        this.workspace = workspace;
        this.hadoop = workspace.configuration();
        this.largeBytes = largeBytes;
    }

    /**
     * Moves broken files aside, and compacts the small ones if there are many, or all if the last compaction was killed.
     *
     * @return the files of the ledger afterwards
     */
    public List<String> run() {
        try {
            Ledger ledger = Ledger.open(spark, workspace);
            setAside(ledger.broken());
            List<FileStatus> small = ledger.files().stream()
                    .filter(file -> file.getLen() < largeBytes)
                    .toList();
            if (store().exists(atWork())) {
                replace(ledger.files(), once(ledger.all()));
            } else if (small.size() > MOST_SMALL_FILES) {
                replace(small, ledger.all().where(col(FILE_SIZE).lt(largeBytes)));
            } else {
                return ledger.segments();
            }
            return Ledger.open(spark, workspace).segments();
        } catch (Exception e) {
            throw StorageProblems.explain(e, workspace.responses());
        }
    }

    private void replace(List<FileStatus> files, Dataset<Row> rows) throws IOException {
        FileSystem store = store();
        store.create(atWork(), true).close();
        new LedgerFiles(workspace).add(rows.coalesce(wanted(files)), "compact-" + UUID.randomUUID());
        for (FileStatus old : files) {
            store.delete(old.getPath(), false);
        }
        new SegmentFiles(workspace).clearAside();
        store.delete(atWork(), false);
    }

    /** Rows that stand in two files, the small ones and what a killed compaction made of them, once. */
    private static Dataset<Row> once(Dataset<Row> rows) {
        return rows.dropDuplicates(new String[] {
            ResponseColumns.REQUEST_ID, ResponseColumns.OUTCOME, ResponseColumns.CREATED_AT, ResponseColumns.TEXT
        });
    }

    private int wanted(List<FileStatus> files) {
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        long tasks = Math.min(spark.sparkContext().defaultParallelism(), parts(bytes, TASK_BYTES));
        return (int) Math.max(tasks, parts(bytes, TARGET_BYTES));
    }

    private static long parts(long bytes, long each) {
        return Math.max(1, (bytes + each - 1) / each);
    }

    private void setAside(List<String> broken) throws IOException {
        for (String file : broken) {
            Path path = new Path(file);
            Path folder = new Path(path.getParent(), BROKEN);
            store().mkdirs(folder);
            store().rename(path, new Path(folder, path.getName()));
        }
    }

    private Path atWork() {
        return new Path(workspace.responses(), AT_WORK);
    }

    private FileSystem store() throws IOException {
        return atWork().getFileSystem(hadoop);
    }
}
