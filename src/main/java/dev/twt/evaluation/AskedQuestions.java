package dev.twt.evaluation;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.QuestionColumns;
import dev.twt.generation.PlanColumns;
import dev.twt.generation.QuestionRows;
import dev.twt.generation.TaskFinder;
import dev.twt.task.Question;
import dev.twt.task.Task;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Every question once for each answerer, in that one's words, to be given to a generation. */
public final class AskedQuestions implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    static final StructType SCHEMA = new StructType()
            .add(QuestionColumns.QUESTION_ID, DataTypes.StringType, false)
            .add(QuestionColumns.QUESTION, DataTypes.StringType, false)
            .add(QuestionColumns.CHOICES, DataTypes.createArrayType(QuestionColumns.CHOICE))
            .add(QuestionColumns.TESTS, DataTypes.createArrayType(DataTypes.StringType))
            .add(QuestionColumns.TASK, DataTypes.StringType, false)
            .add(PlanColumns.WORDS, DataTypes.StringType)
            .add(PlanColumns.ASKED_OF, DataTypes.StringType, false);

    private final List<Answerer> answerers;
    private final TaskFinder tasks;

    private AskedQuestions(List<Answerer> answerers, TaskFinder tasks) {
        this.answerers = List.copyOf(answerers);
        this.tasks = tasks;
    }

    /** @param questions under {@link QuestionColumns#SCHEMA}; nothing but question, choices, tests and task is told */
    public static Dataset<Row> of(Dataset<Row> questions, List<Answerer> answerers, TaskFinder tasks) {
        return questions
                .select(
                        col(QuestionColumns.QUESTION_ID),
                        col(QuestionColumns.QUESTION),
                        col(QuestionColumns.CHOICES),
                        col(QuestionColumns.TESTS),
                        col(QuestionColumns.TASK))
                .flatMap(new AskedQuestions(answerers, tasks), Encoders.row(SCHEMA));
    }

    @Override
    public Iterator<Row> call(Row row) {
        Question question = QuestionRows.question(row);
        Task task = tasks.named(row.getAs(QuestionColumns.TASK));
        return answerers.stream()
                .map(answerer -> row(row, answerer.words(task, question), answerer.name()))
                .iterator();
    }

    /** With its schema: where planning follows at once, Spark hands over the row as it is. */
    private static Row row(Row question, String words, String name) {
        Object[] cells = {
            question.get(0), question.get(1), question.get(2), question.get(3), question.get(4), words, name
        };
        return new GenericRowWithSchema(cells, SCHEMA);
    }
}
