package dev.twt.training.loop;

import dev.twt.model.CausalLm;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.GenerationSession;
import dev.twt.model.text.ChatEncoder;
import dev.twt.model.tuning.SoftTarget;
import dev.twt.task.StudentPrompts;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A student that was trained to reason answers questions, greedily and many at a time. Of each token of the answer in the
 * set it then says what it believes it is, having read its own reasoning and the answer's tokens before: p(a_t | x, r, a_1
 * ... a_(t-1)).
 */
final class OwnReasoning {
    private static final int SLOTS = 16;

    private final CausalLm student;
    private final ChatEncoder encoder;
    private final int maxTokens;
    private final int most;

    /**
     * @param maxTokens longest reasoning with its answer
     * @param most tokens that are named in place of each token
     */
    OwnReasoning(CausalLm student, int maxTokens, int most) {
        this.student = student;
        this.encoder = new ChatEncoder(student.tokenizer(), student.chatTemplate());
        this.maxTokens = maxTokens;
        this.most = most;
    }

    /**
     * Asks one question after another.
     *
     * @param examples of stage free, by their numbers
     * @param told each answer as soon as it is there, in no order
     * @param stop looked at between any two tokens
     */
    void answer(SortedMap<Integer, Example> examples, Consumer<OwnAnswer> told, BooleanSupplier stop) {
        Iterator<Integer> waiting = examples.keySet().iterator();
        try (GenerationSession session = student.newSession(SLOTS)) {
            while ((waiting.hasNext() || session.active() > 0) && !stop.getAsBoolean()) {
                while (waiting.hasNext() && session.free() > 0) {
                    int number = waiting.next();
                    if (!asked(session, number, examples.get(number))) {
                        told.accept(OwnAnswer.none(number, examples.get(number).id(), 0));
                    }
                }
                if (session.active() > 0) {
                    session.step().stream().map(done -> answer(done, examples)).forEach(told);
                }
            }
        }
    }

    /** Whether the question leaves room for an answer. */
    private boolean asked(GenerationSession session, int number, Example example) {
        int[] prompt = encoder.prompt(example.prompt(), example.options());
        int room = Math.min(maxTokens, student.card().contextLength() - prompt.length);
        if (room < 1) {
            return false;
        }
        session.add(new GenerationRequest(String.valueOf(number), prompt, 0, 1, room, 0, List.of()));
        return true;
    }

    private OwnAnswer answer(Generation done, SortedMap<Integer, Example> examples) {
        int number = Integer.parseInt(done.id());
        Example example = examples.get(number);
        int written = done.tokens().length;
        OptionalInt statement = StudentPrompts.statement(done.text(), example.completion());
        if (statement.isEmpty()) {
            return OwnAnswer.none(number, example.id(), written);
        }
        String reasoning = done.text().substring(0, statement.getAsInt());
        String stated = done.text().substring(statement.getAsInt()).strip();
        int[] answer = encoder.answer(example.prompt(), example.completion(), example.options());
        int[] whole = joined(
                encoder.prompt(example.prompt(), example.options()),
                encoder.answer(example.prompt(), reasoning + example.completion(), example.options()));
        return whole.length > student.card().contextLength()
                ? OwnAnswer.none(number, example.id(), written)
                : OwnAnswer.of(
                        number, example.id(), written, stated.equals(example.completion()), beliefs(whole, answer));
    }

    /**
     * Behind a reasoning an answer may begin with another token than without one. Of tokens that are not the same the
     * student cannot say anything: those are taken as they are.
     */
    private SoftTarget beliefs(int[] whole, int[] answer) {
        int same = 0;
        while (same < answer.length && whole[whole.length - 1 - same] == answer[answer.length - 1 - same]) {
            same++;
        }
        int other = answer.length - same;
        SoftTarget told = SoftTarget.certain(Arrays.copyOf(answer, other));
        float[][] logits = student.logits(Arrays.copyOf(whole, whole.length - 1), whole.length - 1 - same);
        return told.then(TopBeliefs.of(logits, Arrays.copyOfRange(answer, other, answer.length), most));
    }

    private static int[] joined(int[] first, int[] second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }
}
