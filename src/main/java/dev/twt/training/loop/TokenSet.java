package dev.twt.training.loop;

import dev.twt.model.text.ChatEncoder;
import dev.twt.model.tuning.TokenExample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples as tokens.
 *
 * @param examples those that are used
 * @param tooLong ids of those that are longer than the student may read, which are left out whole
 * @param severalObjectives whether losses are added up that are means of their own
 */
record TokenSet(List<LabelledExample> examples, List<String> tooLong, boolean severalObjectives) {
    TokenSet {
        examples = List.copyOf(examples);
        tooLong = List.copyOf(tooLong);
    }

    static TokenSet of(List<Example> examples, ChatEncoder encoder, int maxLength, Aims aims) {
        List<LabelledExample> used = new ArrayList<>();
        List<String> objectives = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        for (int number = 0; number < examples.size(); number++) {
            Example example = examples.get(number);
            int[] prompt = encoder.prompt(example.prompt(), example.options());
            int[] answer = encoder.answer(example.prompt(), example.completion(), example.options());
            if (prompt.length + answer.length > maxLength) {
                tooLong.add(example.id());
            } else {
                int[] ids = IntStream.concat(IntStream.of(prompt), IntStream.of(answer))
                        .toArray();
                objectives.add(example.objective());
                used.add(new LabelledExample(
                        example.id(), new TokenExample(ids, prompt.length, example.weight(), aims.of(number, answer))));
            }
        }
        return new TokenSet(Objectives.balanced(used, objectives), tooLong, Objectives.several(objectives));
    }

    static TokenSet empty() {
        return new TokenSet(List.of(), List.of(), false);
    }

    /**
     * What a batch's summed loss is divided by: its own weight, so that it is the mean of a token. Where there are several
     * objectives it is the weight of an average batch of that size, or one that happens to hold a single objective would
     * count as much as any other whatever that objective's weight.
     */
    double weight(List<LabelledExample> batch) {
        return severalObjectives ? batch.size() * LossWeight.of(examples) / examples.size() : LossWeight.of(batch);
    }

    int[] lengths() {
        return examples.stream().mapToInt(LabelledExample::length).toArray();
    }

    List<LabelledExample> at(int[] places) {
        return IntStream.of(places).mapToObj(examples::get).toList();
    }

    int longest() {
        return examples.stream().mapToInt(LabelledExample::length).max().orElse(0);
    }

    /** Tokens of completions, which are what is learned. */
    long learned() {
        return examples.stream().mapToLong(LabelledExample::learned).sum();
    }
}
