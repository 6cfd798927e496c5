package dev.twt.ml;

import dev.twt.task.Choice;
import dev.twt.task.Extraction;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A question in a student's words, and the answer found in what it wrote.
 *
 * @param task name of the kind of question
 * @param question index of its column
 * @param choices index of the column of options, or {@link #NONE}
 */
record QuestionWording(String task, int question, int choices) implements Wording {
    static final int NONE = -1;

    static final ArrayType CHOICES = DataTypes.createArrayType(
            new StructType().add("label", DataTypes.StringType).add("text", DataTypes.StringType));

    @Override
    public int width() {
        return 5;
    }

    @Override
    public String prompt(Row row) {
        return row.isNullAt(question) || row.getString(question).isBlank()
                ? null
                : Tasks.named(task).studentPrompt(asked(row));
    }

    @Override
    public Object[] values(Row row, Reply reply) {
        return new Object[] {answer(row, reply), reply.text(), reply.tokens(), reply.outcome(), reply.error()};
    }

    private String answer(Row row, Reply reply) {
        if (!reply.whole()) {
            return null;
        }
        Extraction found = Tasks.named(task).extract(reply.text(), asked(row));
        return found.answered() ? found.answer() : null;
    }

    private Question asked(Row row) {
        if (choices == NONE || row.isNullAt(choices)) {
            return Question.of(row.getString(question));
        }
        List<Choice> options = row.<Row>getList(choices).stream()
                .map(option -> new Choice(option.getString(0), option.getString(1)))
                .toList();
        return new Question(row.getString(question), options, List.of());
    }
}
