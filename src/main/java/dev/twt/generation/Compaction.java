package dev.twt.generation;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Turns many small segments into few files. The large ones are in the ledger before the small ones go, so that a kill
 * at any moment leaves rows twice, which readers bear, and never loses one.
 */
public final class Compaction {
    private static final long TARGET_BYTES = 128L << 20;
    /** Broken files are moved here, out of the way of every reader. */
    static final String BROKEN = "_broken";

    private final SparkSession spark;
    private final Workspace workspace;
    private final Configuration hadoop;

    public Compaction(SparkSession spark, Workspace workspace) {
        this.spark = spark;
        this.workspace = workspace;
        this.hadoop = workspace.configuration();
    }

    /**
     * Compacts the ledger if it has more than twice the files it needs, and moves broken files aside.
     *
     * @return the files of the ledger afterwards
     */
    public List<String> run() {
        try {
            Ledger ledger = Ledger.open(spark, workspace);
            setAside(ledger.broken());
            int wanted = wantedFiles(ledger.segments());
            if (ledger.segments().size() <= 2 * wanted) {
                return ledger.segments();
            }
            compact(ledger, wanted);
            return Ledger.open(spark, workspace).segments();
        } catch (Exception e) {
            throw StorageProblems.explain(e, workspace.responses());
        }
    }

    private void compact(Ledger ledger, int files) throws IOException {
        new LedgerFiles(workspace).add(once(ledger).coalesce(files), "compact-" + UUID.randomUUID());
        SegmentFiles segments = new SegmentFiles(workspace);
        FileSystem store = segments.folder().getFileSystem(hadoop);
        for (String old : ledger.segments()) {
            store.delete(new Path(old), false);
        }
        segments.clearAside();
    }

    /**
     * Rows that are there twice, once. Tasks publish no answer twice: only a compaction that was killed before the small
     * ones went leaves some, and its own file.
     */
    private static Dataset<Row> once(Ledger ledger) {
        boolean compacted = ledger.segments().stream()
                .anyMatch(file -> !new Path(file).getName().startsWith(SegmentFiles.BY_TASKS));
        if (!compacted) {
            return ledger.all();
        }
        return ledger.all().dropDuplicates(new String[] {
            ResponseColumns.REQUEST_ID, ResponseColumns.OUTCOME, ResponseColumns.CREATED_AT, ResponseColumns.TEXT
        });
    }

    private int wantedFiles(List<String> segments) throws IOException {
        long bytes = 0;
        for (String segment : segments) {
            Path path = new Path(segment);
            bytes += path.getFileSystem(hadoop).getFileStatus(path).getLen();
        }
        return (int) Math.max(1, (bytes + TARGET_BYTES - 1) / TARGET_BYTES);
    }

    private void setAside(List<String> broken) throws IOException {
        for (String file : broken) {
            Path path = new Path(file);
            Path folder = new Path(path.getParent(), BROKEN);
            FileSystem files = path.getFileSystem(hadoop);
            files.mkdirs(folder);
            files.rename(path, new Path(folder, path.getName()));
        }
    }
}
