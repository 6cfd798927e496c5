package dev.twt.generation;

import dev.twt.dataset.QuestionColumns;
import dev.twt.task.Choice;
import dev.twt.task.Question;
import java.util.List;
import org.apache.spark.sql.Row;

/** Questions as tasks see them, from rows that carry the columns of a question. */
public final class QuestionRows {
    private QuestionRows() {}

    /** The question of a row. */
    public static Question question(Row row) {
        String text = row.getAs(QuestionColumns.QUESTION);
        return new Question(text, choices(row), tests(row));
    }

    /** What is said in place of the task's own prompt, or null. */
    static String words(Row row) {
        return optional(row, PlanColumns.WORDS);
    }

    /** Whether a question is put to a teacher. */
    static boolean asks(Row row, String teacher) {
        String only = optional(row, PlanColumns.ASKED_OF);
        return only == null || only.equals(teacher);
    }

    /** Rows of plain questions have no such column. */
    private static String optional(Row row, String column) {
        return row.schema() != null && row.schema().getFieldIndex(column).isDefined() ? row.getAs(column) : null;
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
