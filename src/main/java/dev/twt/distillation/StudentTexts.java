package dev.twt.distillation;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.QuestionColumns;
import dev.twt.task.StudentPrompts;
import dev.twt.task.Task;
import dev.twt.task.Tasks;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** {@link StudentPrompts} as Column expressions over the columns of the questions. */
final class StudentTexts {
    private StudentTexts() {}

    /** What {@link StudentPrompts#prompt} says. */
    static Column prompt() {
        return concat(
                lit(StudentPrompts.PREFIX),
                col(QuestionColumns.QUESTION),
                choices(),
                tests(),
                byTask(StudentPrompts::suffix));
    }

    /** What {@link StudentPrompts#completion} says. */
    static Column completion(Column rationale, Column answer) {
        Column stated = completion(answer);
        return when(rationale.equalTo(""), stated).otherwise(concat(rationale, lit(StudentPrompts.BETWEEN), stated));
    }

    /** The same without a rationale. */
    static Column completion(Column answer) {
        return concat(byTask(StudentPrompts::answerBefore), answer, byTask(StudentPrompts::answerAfter));
    }

    private static Column choices() {
        Column lines = transform(
                col(QuestionColumns.CHOICES),
                choice -> concat(
                        lit(StudentPrompts.CHOICE_BEFORE),
                        choice.getField("label"),
                        lit(StudentPrompts.CHOICE_AFTER_LABEL),
                        choice.getField("text")));
        return coalesce(array_join(lines, ""), lit(""));
    }

    private static Column tests() {
        Column shown = slice(col(QuestionColumns.TESTS), lit(1), lit(StudentPrompts.MOST_TESTS));
        Column lines = array_join(transform(shown, test -> concat(lit(StudentPrompts.TEST_BEFORE), test)), "");
        Column code = col(QuestionColumns.TASK).equalTo(Tasks.CODE);
        return when(code.and(lines.notEqual("")), concat(lit(StudentPrompts.TESTS_HEADING), lines))
                .otherwise("");
    }

    /** A text that depends on the task alone; a task that does not exist ends the job. */
    private static Column byTask(Function<String, String> text) {
        Column task = col(QuestionColumns.TASK);
        Column chosen = raise_error(concat(lit("unknown task "), coalesce(task, lit("null"))))
                .cast("string");
        for (Task known : Tasks.all()) {
            chosen = when(task.equalTo(known.name()), text.apply(known.name())).otherwise(chosen);
        }
        return chosen;
    }
}
