package dev.twt.generation;

import dev.twt.dataset.StoragePaths;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Adds a whole table to the ledger: written aside, then moved in file by file. */
public final class LedgerFiles {
    private final Workspace workspace;

    public LedgerFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Adds rows under the ledger's schema.
     *
     * @param name of the files, never used before
     */
    public void add(Dataset<Row> rows, String name) throws IOException {
        SegmentFiles segments = new SegmentFiles(workspace);
        Path aside = new Path(new Path(segments.folder(), SegmentFiles.ASIDE), name);
        rows.write().parquet(aside.toString());
        int part = 0;
        for (FileStatus file : StoragePaths.files(aside, SegmentFiles.ENDING, workspace.configuration())) {
            segments.move(file.getPath(), new Path(segments.folder(), name + "-" + part + SegmentFiles.ENDING));
            part++;
        }
        aside.getFileSystem(workspace.configuration()).delete(aside, true);
    }
}
