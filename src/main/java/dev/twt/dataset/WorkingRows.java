package dev.twt.dataset;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of a step that looks at them several times, written down in the workspace until they are closed.
 *
 * <p>Spark's cache would hold them as well, but an adaptive plan takes two scans of cached rows for scans of different ones:
 * what the two sides of a join have in common is then made and moved twice. Of Parquet it makes and moves it once, reads
 * only the columns that are wanted, and loses nothing with an executor.
 */
public final class WorkingRows implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkingRows.class);
    /** What a killed run left is removed by a later one, which cannot be sure of what is younger. */
    private static final Duration STALE = Duration.ofDays(1);

    private final FileSystem files;
    private final Path folder;
    private final Dataset<Row> rows;

    private WorkingRows(FileSystem files, Path folder, Dataset<Row> rows) {
        this.files = files;
        this.folder = folder;
        this.rows = rows;
    }

    /** Writes the rows now. */
    public static WorkingRows write(Dataset<Row> rows, Workspace workspace) {
        Path all = new Path(workspace.working());
        Path folder = new Path(all, UUID.randomUUID().toString());
        try {
            FileSystem files = all.getFileSystem(workspace.configuration());
            removeStale(files, all);
            try {
                rows.write().parquet(folder.toString());
            } catch (RuntimeException e) {
                files.delete(folder, true);
                throw e;
            }
            // With the schema known no file is opened for it, and none has to be there.
            Dataset<Row> written =
                    rows.sparkSession().read().schema(rows.schema()).parquet(folder.toString());
            return new WorkingRows(files, folder, written);
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.root());
        }
    }

    private static void removeStale(FileSystem files, Path all) throws IOException {
        if (!files.exists(all)) {
            return;
        }
        long oldest = System.currentTimeMillis() - STALE.toMillis();
        for (FileStatus one : files.listStatus(all)) {
            if (one.getModificationTime() < oldest) {
                files.delete(one.getPath(), true);
            }
        }
    }

    /** The rows as they were written, to be read until this is closed. */
    public Dataset<Row> rows() {
        return rows;
    }

    @Override
    public void close() {
        try {
            files.delete(folder, true);
            Path all = folder.getParent();
            if (files.listStatus(all).length == 0) {
                files.delete(all, true);
            }
        } catch (IOException e) {
            LOG.warn("{} can be deleted by hand: {}", folder, e.getMessage());
        }
    }
}
