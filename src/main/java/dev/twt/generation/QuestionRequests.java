package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.QuestionColumns;
import dev.twt.model.text.ChatMessage;
import dev.twt.task.Question;
import dev.twt.task.Task;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/** Executor side of planning: what is asked about one question, of every teacher, in the order of the config. */
record QuestionRequests(List<TeacherConfig> teachers, TaskFinder tasks, String purpose, int round)
        implements Serializable {
    QuestionRequests {
        teachers = List.copyOf(teachers);
    }

    /** Takes requests one by one. */
    interface Taker {
        /**
         * One more.
         *
         * @param teacher place in the config
         * @param characters of all messages
         */
        void take(int teacher, int characters, PlannedRequest request);
    }

    void of(Row row, Taker taker) {
        Question question = QuestionRows.question(row);
        String id = row.getAs(QuestionColumns.QUESTION_ID);
        String taskName = row.getAs(QuestionColumns.TASK);
        Task task = tasks.named(taskName);
        String words = QuestionRows.words(row);
        for (int t = 0; t < teachers.size(); t++) {
            TeacherConfig teacher = teachers.get(t);
            if (!QuestionRows.asks(row, teacher.name())) {
                continue;
            }
            List<ChatMessage> messages = PromptMessages.of(words, question, teacher, task);
            int characters =
                    messages.stream().mapToInt(m -> m.content().length()).sum();
            List<String> identities = RequestIdentity.ofSamples(teacher, messages, teacher.samples(), purpose, round);
            for (int sample = 0; sample < identities.size(); sample++) {
                taker.take(
                        t,
                        characters,
                        new PlannedRequest(
                                identities.get(sample), id, sample, purpose, round, taskName, question, words));
            }
        }
    }
}
