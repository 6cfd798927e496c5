package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The compressed stages that this program has written in a workspace; sets that came by other means are left alone. */
final class CompressedSets {
    private final SparkSession spark;
    private final Workspace workspace;

    CompressedSets(SparkSession spark, Workspace workspace) {
        this.spark = spark;
        this.workspace = workspace;
    }

    /** Folder of a stage's set. */
    static String folder(Workspace workspace, String stage) {
        return workspace.distill() + "/" + DistillColumns.STAGE + "=" + stage;
    }

    /** Takes away every set, then the table they were made of. Returns whether there was one. */
    boolean drop() {
        List<String> stages = written();
        stages.forEach(stage -> delete(folder(workspace, stage)));
        if (!stages.isEmpty()) {
            delete(workspace.compressed());
        }
        return !stages.isEmpty();
    }

    private List<String> written() {
        if (!workspace.has(workspace.compressed() + "/_SUCCESS")) {
            return List.of();
        }
        return spark
                .read()
                .schema(CompressedColumns.SCHEMA)
                .parquet(workspace.compressed())
                .select(col(CompressedColumns.STAGE))
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void delete(String folder) {
        try {
            Path path = new Path(folder);
            path.getFileSystem(workspace.configuration()).delete(path, true);
        } catch (IOException e) {
            throw StorageProblems.explain(e, folder);
        }
    }
}
