package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.util.Collection;
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

    /** Takes away the sets of all stages but these. Returns whether there was one. */
    boolean dropAllBut(Collection<String> stages) {
        List<String> gone =
                written().stream().filter(stage -> !stages.contains(stage)).toList();
        gone.forEach(stage -> delete(folder(workspace, stage)));
        return !gone.isEmpty();
    }

    /** Takes away every set and the table they were made of: the selection has changed. */
    boolean drop() {
        boolean any = dropAllBut(List.of());
        if (any) {
            delete(workspace.compressed());
        }
        return any;
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
