package dev.twt.dataset;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Keeps the questions of a run, and the rows that are none, in its workspace. */
public final class QuestionStore {
    private final Workspace workspace;

    public QuestionStore(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Replaces the stored questions and the rejected rows of the step. */
    public void write(QuestionSet set) {
        writeQuestions(set.questions());
        writeRejected(set.rejected(), "questions");
    }

    /** Replaces the stored questions. */
    public void writeQuestions(Dataset<Row> questions) {
        replace(questions, workspace.questions());
    }

    /** Replaces the rejected rows of one step. */
    public void writeRejected(Dataset<Row> rejected, String step) {
        replace(rejected, new Path(workspace.rejected(), RejectedColumns.STEP + "=" + step).toString());
    }

    private static void replace(Dataset<Row> rows, String folder) {
        try {
            rows.write().mode(SaveMode.Overwrite).parquet(folder);
        } catch (Exception e) {
            // Spark throws checked exceptions that no signature names.
            throw StorageProblems.explain(e, folder);
        }
    }
}
