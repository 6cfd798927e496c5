package dev.twt.generation;

import dev.twt.dataset.QuestionColumns;
import dev.twt.task.Choice;
import dev.twt.task.Question;
import java.util.List;
import org.apache.spark.sql.Row;

/** Questions as tasks see them, from rows that carry the columns of a question. */
final class QuestionRows {
    private QuestionRows() {}

    static Question question(Row row) {
        String text = row.getAs(QuestionColumns.QUESTION);
        return new Question(text, choices(row), tests(row));
    }

    private static List<Choice> choices(Row row) {
        int at = row.fieldIndex(QuestionColumns.CHOICES);
        if (row.isNullAt(at)) {
            return List.of();
        }
        return row.<Row>getList(at).stream()
                .map(choice -> new Choice(choice.getString(0), choice.getString(1)))
                .toList();
    }

    private static List<String> tests(Row row) {
        int at = row.fieldIndex(QuestionColumns.TESTS);
        return row.isNullAt(at) ? List.of() : List.copyOf(row.<String>getList(at));
    }
}
