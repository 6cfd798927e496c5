package dev.twt.toy;

import dev.twt.model.Generation;
import dev.twt.model.text.ChatMessage;
import dev.twt.task.Extraction;
import dev.twt.task.Task;
import dev.twt.task.Tasks;
import java.nio.file.Path;
import java.util.List;

/** Questions that nobody learned from, put once to each model, which says what is most probable to it. */
public final class Exam {
    private static final Task TASK = Tasks.named(Tasks.MATH);

    private final List<Sum> sums;

    /** @param questions how many of the world's test questions are put */
    public Exam(World world, int questions) {
        this.sums = world.draw(World.Part.TEST, questions);
    }

    /** A model that is asked as teachers are: for reasoning, answer and confidence. */
    public Mark teacher(String name, Path model) {
        return mark(name, model, sums.stream().map(Lesson::asked).toList());
    }

    /** A model that is asked as students are. */
    public Mark student(String name, Path model) {
        return mark(
                name,
                model,
                sums.stream()
                        .map(sum -> List.of(new ChatMessage("user", TASK.studentPrompt(sum.question()))))
                        .toList());
    }

    private Mark mark(String name, Path model, List<List<ChatMessage>> asked) {
        List<Generation> answers = new Asking(0, 0).answers(model, asked);
        int right = 0;
        long tokens = 0;
        for (int i = 0; i < answers.size(); i++) {
            Extraction found = TASK.extract(answers.get(i).text(), sums.get(i).question());
            right += TASK.equivalent(
                            found.answer(), sums.get(i).answer(), sums.get(i).question())
                    ? 1
                    : 0;
            tokens += answers.get(i).tokens().length;
        }
        return new Mark(name, answers.size(), right, tokens);
    }
}
