package dev.twt.dataset;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Keeps the questions of a run, and the rows that are none, in its workspace. */
public final class QuestionStore {
    private final Workspace workspace;

    public QuestionStore(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Replaces the stored questions and the rejected rows of the step. */
    public void write(QuestionSet set) {
        writeQuestions(set.toStore());
        writeRejected(set.rejected(), "questions");
    }

    /**
     * Notes of which files the stored questions were made, so that {@link #unchanged} knows them again. Files that have
     * just been written are not noted: they may change and look the same.
     */
    public void note(QuestionFiles files, QuestionFigures figures) {
        try {
            String fingerprint = files.fingerprint();
            if (!fingerprint.isEmpty()) {
                new StoredOrigin(workspace).write(fingerprint, figures);
            }
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.questions());
        }
    }

    /** What was made of these files, if the stored questions are theirs: nothing need be read or stored again. */
    public Optional<QuestionFigures> unchanged(QuestionFiles files) {
        try {
            return new StoredOrigin(workspace).figures(files.fingerprint());
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.questions());
        }
    }

    /** The stored questions, which this program has written: nobody need look at the files for their columns. */
    public Dataset<Row> read(SparkSession spark) {
        return spark.read().schema(QuestionColumns.SCHEMA).parquet(workspace.questions());
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
