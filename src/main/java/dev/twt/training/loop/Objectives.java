package dev.twt.training.loop;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several losses in one set. A loss of the form L_1 + w L_2 takes each L as the mean of a token, so an objective of long
 * completions must not count for more than one of short ones. Tokens get the weight of their example times the mean length
 * of all completions over that of the completions of their objective; then the sum over a set is, but for a factor,
 *
 * <pre>sum over objectives of weight * examples * mean loss of a token</pre>
 */
final class Objectives {
    private Objectives() {}

    /**
     * The examples with the weights of their tokens; as they are where there is one objective.
     *
     * @param objectives that of each example
     */
    static List<LabelledExample> balanced(List<LabelledExample> examples, List<String> objectives) {
        if (!several(objectives)) {
            return examples;
        }
        Map<String, IntSummaryStatistics> lengths = IntStream.range(0, examples.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        objectives::get,
                        Collectors.summarizingInt(i -> examples.get(i).learned())));
        double all =
                examples.stream().mapToInt(LabelledExample::learned).average().orElseThrow();
        return IntStream.range(0, examples.size())
                .mapToObj(i -> weighed(
                        examples.get(i), all / lengths.get(objectives.get(i)).getAverage()))
                .toList();
    }

    /** Whether there is more than one. */
    static boolean several(List<String> objectives) {
        return objectives.stream().distinct().count() > 1;
    }

    private static LabelledExample weighed(LabelledExample example, double factor) {
        return new LabelledExample(
                example.id(), example.tokens().weighing(example.tokens().weight() * factor));
    }
}
