package dev.twt.toy;

import dev.twt.model.Generation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a teacher writes by itself, and how probable that was to it. */
final class OwnAnswers {
    private static final double MOST = 0.99;

    private OwnAnswers() {}

    /**
     * A lesson a question that the model answers to its end: what it drew, as it drew it, right or wrong, and behind it the
     * probability of just that text.
     *
     * @param model a folder
     * @param seed of the draws, at temperature 1
     */
    static List<Lesson> lessons(Path model, List<Sum> sums, long seed) {
        List<Generation> answers = new Asking(1, seed)
                .answers(model, sums.stream().map(Lesson::asked).toList());
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            Generation answer = answers.get(i);
            if (answer.finish() == Generation.Finish.STOP) {
                lessons.add(Lesson.confidence(sums.get(i), answer.text(), confidence(answer.logprobs())));
            }
        }
        return lessons;
    }

    /** The probability of tokens with such logarithms, with two digits, never 1: no text is certain. */
    static String confidence(float[] logprobs) {
        double sum = 0;
        for (float logprob : logprobs) {
            sum += logprob;
        }
        return String.format(Locale.ROOT, "%.2f", Math.min(MOST, Math.floor(100 * Math.exp(sum)) / 100));
    }
}
