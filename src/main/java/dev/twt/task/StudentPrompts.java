package dev.twt.task;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The texts a student is trained and served with, in pieces, so that Spark code can put the same text together as a
 * Column expression. A prompt is
 *
 * <pre>{@link #PREFIX} + question
 *   + for each choice: {@link #CHOICE_BEFORE} + label + {@link #CHOICE_AFTER_LABEL} + text
 *   + if the task is code and there are tests: {@link #TESTS_HEADING} + for each of the first
 *     {@link #MOST_TESTS}: {@link #TEST_BEFORE} + test
 *   + {@link #suffix suffix(task)}</pre>
 *
 * and the completions are
 *
 * <pre>stage full or compressed: rationale + {@link #BETWEEN} + {@link #answerBefore} + answer + {@link #answerAfter}
 * stage free:               {@link #answerBefore} + answer + {@link #answerAfter}</pre>
 *
 * with the answer in canonical form. Every part is taken as it is: nothing is trimmed.
 */
public final class StudentPrompts {

    /** Before the question, for students and teachers alike. */
    public static final String PREFIX = "Question: ";

    /** Before each choice. */
    public static final String CHOICE_BEFORE = "\n";

    /** Between a choice's label and its text: {@code A) text}. */
    public static final String CHOICE_AFTER_LABEL = ") ";

    /** Before a code question's tests. */
    public static final String TESTS_HEADING = "\nThe program must pass:";

    /** Before each test. */
    public static final String TEST_BEFORE = "\n";

    /** So many tests of a code question are shown; the rest stay hidden. */
    public static final int MOST_TESTS = 3;

    /** Between the rationale and the answer of a completion. */
    public static final String BETWEEN = "\n";

    public static final String SUFFIX_MATH = "\nEnd with: The answer is <number>.";
    public static final String SUFFIX_CHOICE = "\nEnd with: The answer is (<letter>).";
    public static final String SUFFIX_TEXT = "\nEnd with: The answer is <a few words>.";
    public static final String SUFFIX_CODE = "\nEnd with the whole program in one ```python block.";

    private StudentPrompts() {}

    /**
     * How a prompt ends: it says how the completion has to.
     *
     * @throws IllegalArgumentException for an unknown task
     */
    public static String suffix(String task) {
        return switch (task) {
            case Tasks.MATH -> SUFFIX_MATH;
            case Tasks.CHOICE -> SUFFIX_CHOICE;
            case Tasks.TEXT -> SUFFIX_TEXT;
            case Tasks.CODE -> SUFFIX_CODE;
            default -> throw Tasks.unknown(task);
        };
    }

    /**
     * What stands before the answer in a completion.
     *
     * @throws IllegalArgumentException for an unknown task
     */
    public static String answerBefore(String task) {
        return switch (task) {
            case Tasks.MATH, Tasks.TEXT -> "The answer is ";
            case Tasks.CHOICE -> "The answer is (";
            case Tasks.CODE -> "```python\n";
            default -> throw Tasks.unknown(task);
        };
    }

    /**
     * What stands after the answer in a completion.
     *
     * @throws IllegalArgumentException for an unknown task
     */
    public static String answerAfter(String task) {
        return switch (task) {
            case Tasks.MATH, Tasks.TEXT -> ".";
            case Tasks.CHOICE -> ").";
            case Tasks.CODE -> "\n```";
            default -> throw Tasks.unknown(task);
        };
    }

    /** The prompt of a question under a task. */
    public static String prompt(String task, Question question) {
        return asked(task, question) + suffix(task);
    }

    /** The completion that ends in an answer; {@code rationale} may be empty (stage free). */
    public static String completion(String task, String rationale, String answer) {
        String stated = answerBefore(task) + answer + answerAfter(task);
        return rationale.isEmpty() ? stated : rationale + BETWEEN + stated;
    }

    /**
     * Where a student states its answer: the last line that begins as {@code stated} does.
     *
     * @param said rationale and answer
     * @param stated a completion of stage free, of the same task
     * @return first character of the statement; empty where there is none
     */
    public static OptionalInt statement(String said, String stated) {
        Optional<String> head = Tasks.all().stream()
                .map(task -> answerBefore(task.name()))
                .filter(stated::startsWith)
                .min(Comparator.comparingInt(String::length));
        int at = head.map(said::lastIndexOf).orElse(-1);
        while (at > 0 && !said.startsWith(BETWEEN, at - BETWEEN.length())) {
            at = said.lastIndexOf(head.get(), at - 1);
        }
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /** The question as both teachers and students see it: without a word on how to end. */
    static String asked(String task, Question question) {
        StringBuilder text = new StringBuilder(PREFIX).append(question.text());
        for (Choice choice : question.choices()) {
            text.append(CHOICE_BEFORE)
                    .append(choice.label())
                    .append(CHOICE_AFTER_LABEL)
                    .append(choice.text());
        }
        List<String> tests = question.tests();
        if (task.equals(Tasks.CODE) && !tests.isEmpty()) {
            text.append(TESTS_HEADING);
            tests.stream()
                    .limit(MOST_TESTS)
                    .forEach(test -> text.append(TEST_BEFORE).append(test));
        }
        return text.toString();
    }
}
