package dev.twt.ml;

import dev.twt.config.TeacherConfig;
import dev.twt.generation.TeacherFiles;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.Teachers;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Asks the model that the tasks of this executor share. */
final class AskPartition implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final TeacherConfig model;
    private final Wording wording;
    private final long seed;

    AskPartition(TeacherConfig model, Wording wording, long seed) {
        this.model = model;
        this.wording = wording;
        this.seed = seed;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return rows;
        }
        Teacher teacher = Teachers.open(TeacherFiles.here(model));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> teacher.close());
        return new RepliedRows(rows, teacher, wording, model.sampling(), seed);
    }
}
