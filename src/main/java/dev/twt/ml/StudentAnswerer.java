package dev.twt.ml;

import dev.twt.task.Tasks;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Questions to answers: {@code inputCol} (string) is asked in the words that students are trained with, {@code outputCol}
 * is the answer in the task's canonical form (null where none is found or the text was broken off), {@code textCol} all
 * that was written. The model is a trained student's folder or any other model.
 *
 * <pre>{@code
 * new StudentAnswerer().setModelUrl("runs/mine/students/student/free/model").setTask("math").transform(questions);
 * }</pre>
 */
public final class StudentAnswerer extends ModelTransformer<StudentAnswerer> {
    private static final long serialVersionUID = 1L;

    private final Param<String> task =
            new Param<>(this, "task", "math, choice, text or code", ParamValidators.inArray(names()));
    private final Param<String> textCol = new Param<>(this, "textCol", "column of all that was written");
    private final Param<String> choicesCol =
            new Param<>(this, "choicesCol", "column of options, array<struct<label, text>>; empty: there are none");

    public StudentAnswerer() {
        this(Identifiable.randomUID("StudentAnswerer"));
    }

    /** @param uid a name of its own, which it keeps when it is saved */
    public StudentAnswerer(String uid) {
        super(uid, "question", "answer");
        setDefault(task, Tasks.MATH);
        setDefault(textCol, "text");
        setDefault(choicesCol, "");
    }

    /** Reads what {@link #save} wrote. */
    public static StudentAnswerer load(String path) {
        return read().load(path);
    }

    /** Reader for pipelines that hold this stage. */
    public static MLReader<StudentAnswerer> read() {
        return new Saved().read();
    }

    private static final class Saved implements DefaultParamsReadable<StudentAnswerer> {
        private static final long serialVersionUID = 1L;
    }

    private static List<String> names() {
        return Tasks.all().stream().map(one -> one.name()).toList();
    }

    public Param<String> task() {
        return task;
    }

    public Param<String> textCol() {
        return textCol;
    }

    public Param<String> choicesCol() {
        return choicesCol;
    }

    /** Kind of question: math (unless said), choice, text or code. */
    public StudentAnswerer setTask(String name) {
        return with(task, name);
    }

    /** Column of all that was written; "text" unless said. */
    public StudentAnswerer setTextCol(String column) {
        return with(textCol, column);
    }

    /** Column of the options of multiple-choice questions, {@code array<struct<label: string, text: string>>}. */
    public StudentAnswerer setChoicesCol(String column) {
        return with(choicesCol, column);
    }

    @Override
    StructType withOwn(InputColumns columns) {
        if (!text(choicesCol).isEmpty()) {
            columns.require("choicesCol", text(choicesCol), QuestionWording.CHOICES);
        }
        StructType answered = added(columns.schema(), outputCol(), DataTypes.StringType);
        return added(answered, textCol, DataTypes.StringType);
    }

    @Override
    Wording wording(StructType schema) {
        int choices = text(choicesCol).isEmpty() ? QuestionWording.NONE : schema.fieldIndex(text(choicesCol));
        return new QuestionWording(text(task), schema.fieldIndex(getInputCol()), choices);
    }

    @Override
    public StudentAnswerer copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
