package dev.twt.toy;

import dev.twt.task.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A calculation with last digits, worked from left to right. Its steps are worth learning: each is a small table, and the
 * answer at once would be the table of all of them together.
 *
 * @param start a digit
 * @param operations at least one
 */
record Chain(int start, List<Operation> operations) {
    Chain {
        operations = List.copyOf(operations);
    }

    static Chain draw(RandomGenerator random, int operations) {
        int start = random.nextInt(10);
        List<Operation> drawn = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            drawn.add(Operation.draw(random));
        }
        return new Chain(start, drawn);
    }

    /** Such as 3+4*7. */
    String terms() {
        StringBuilder terms = new StringBuilder().append(start);
        operations.forEach(terms::append);
        return terms.toString();
    }

    String text() {
        return "What is the last digit of " + terms() + ", worked from left to right?";
    }

    Question question() {
        return Question.of(text());
    }

    /** Each such as 3+4=7, with last digits alone. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        int digit = start;
        for (Operation operation : operations) {
            int next = operation.on(digit);
            steps.add(digit + operation.toString() + "=" + next + ".");
            digit = next;
        }
        return steps;
    }

    /** The last steps as sentences. */
    String rationale(int last) {
        List<String> steps = steps();
        return String.join(" ", steps.subList(steps.size() - last, steps.size()));
    }

    String rationale() {
        return rationale(operations.size());
    }

    String answer() {
        int digit = start;
        for (Operation operation : operations) {
            digit = operation.on(digit);
        }
        return String.valueOf(digit);
    }
}
