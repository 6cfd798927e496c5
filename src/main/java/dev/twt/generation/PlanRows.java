package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.QuestionColumns;
import dev.twt.model.text.ChatMessage;
import dev.twt.task.Question;
import dev.twt.task.Task;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Executor side of planning: a question in, its requests to every teacher out. */
final class PlanRows implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final List<TeacherConfig> teachers;
    private final TaskFinder tasks;
    private final String purpose;
    private final int round;

    PlanRows(List<TeacherConfig> teachers, TaskFinder tasks, String purpose, int round) {
        this.teachers = List.copyOf(teachers);
        this.tasks = tasks;
        this.purpose = purpose;
        this.round = round;
    }

    @Override
    public Iterator<Row> call(Row row) {
        Question question = QuestionRows.question(row);
        String taskName = row.getAs(QuestionColumns.TASK);
        Task task = tasks.named(taskName);
        List<Row> requests = new ArrayList<>();
        for (int t = 0; t < teachers.size(); t++) {
            TeacherConfig teacher = teachers.get(t);
            List<ChatMessage> messages = PromptMessages.of(task.teacherPrompt(question, teacher.examples()));
            int characters =
                    messages.stream().mapToInt(m -> m.content().length()).sum();
            List<String> identities = RequestIdentity.ofSamples(teacher, messages, teacher.samples(), purpose, round);
            for (int sample = 0; sample < teacher.samples(); sample++) {
                requests.add(RowFactory.create(
                        identities.get(sample),
                        teacher.name(),
                        t,
                        sample,
                        purpose,
                        round,
                        characters,
                        row.getAs(QuestionColumns.QUESTION_ID),
                        question.text(),
                        choiceRows(question),
                        question.tests().isEmpty() ? null : question.tests().toArray(new String[0]),
                        taskName));
            }
        }
        return requests.iterator();
    }

    private static Row[] choiceRows(Question question) {
        if (question.choices().isEmpty()) {
            return null;
        }
        return question.choices().stream()
                .map(choice -> RowFactory.create(choice.label(), choice.text()))
                .toArray(Row[]::new);
    }
}
