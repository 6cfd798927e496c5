package dev.twt.selection.quality;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Votes of teachers learned from how they agree, without any label: the one-coin model of Dawid and Skene (1979). A
 * teacher t gives the right answer with probability p(t), else one of the K - 1 others that the question got (K of them,
 * at least 2), each alike. From equal p, a fixed number of times:
 *
 * <pre>
 *   P(a | question) ~ exp( sum over the votes for a of  share · ln( p(t) (K - 1) / (1 - p(t)) ) )
 *   p(t) = (1 + sum over t's votes of share · P(answer)) / (2 + number of t's questions)
 * </pre>
 *
 * The weight is the log-odds of the first line (Nitzan and Paroush, 1982) with K the mean over the questions with two
 * answers or more, divided by the largest; none is below {@link #LEAST}.
 */
public final class LearnedWeights {
    /** No teacher's vote is less than this part of the largest. */
    public static final double LEAST = 0.05;

    /** Of two teachers that differ, none can be told to be the better one. */
    public static final int LEAST_TEACHERS = 3;

    /** Changes after so many are far below what could turn a vote. */
    private static final int ROUNDS = 12;

    private static final double FIRST = 0.7;
    private static final double MOST_CERTAIN = 0.99;

    private final List<Learned> teachers;

    private LearnedWeights(List<Learned> teachers) {
        this.teachers = teachers;
    }

    /**
     * What was learned of one teacher.
     *
     * @param questions answered by it and by another
     * @param accuracy probability that its answer is right, as far as agreement tells
     * @param weight its vote, at least {@link #LEAST} and at most 1
     */
    public record Learned(String teacher, long questions, double accuracy, double weight) {}

    /**
     * Learns from answers of purpose full; some jobs run. Nothing is learned where fewer than {@link #LEAST_TEACHERS}
     * teachers answered questions that another answered too.
     *
     * @param responses ledger columns, request_id unique
     */
    public static LearnedWeights learn(Dataset<Row> responses) {
        try (TeacherVotes votes = TeacherVotes.of(responses)) {
            Map<String, Long> questions = votes.questions();
            if (questions.size() < LEAST_TEACHERS) {
                return new LearnedWeights(List.of());
            }
            Map<String, Double> accuracy = mapped(questions, (teacher, n) -> FIRST);
            for (int round = 0; round < ROUNDS; round++) {
                Map<String, Double> right = votes.expectedRight(mapped(accuracy, (teacher, p) -> logOdds(p)));
                accuracy = mapped(questions, (teacher, n) -> (1 + right.get(teacher)) / (2 + n));
            }
            return weighed(questions, accuracy, Math.log(votes.kinds() - 1));
        }
    }

    /** In the order of their names; empty where there were too few to learn from. */
    public List<Learned> teachers() {
        return teachers;
    }

    /** The votes by teacher; empty where nothing was learned. */
    public Map<String, Double> weights() {
        return teachers.stream().collect(Collectors.toMap(Learned::teacher, Learned::weight));
    }

    private static LearnedWeights weighed(Map<String, Long> questions, Map<String, Double> accuracy, double kinds) {
        Map<String, Double> odds = mapped(accuracy, (teacher, p) -> logOdds(p) + kinds);
        double largest = odds.values().stream().reduce(0d, Math::max);
        return new LearnedWeights(odds.entrySet().stream()
                .map(teacher -> new Learned(
                        teacher.getKey(),
                        questions.get(teacher.getKey()),
                        accuracy.get(teacher.getKey()),
                        // Where all are worse than guessing, no vote is worth more than another.
                        largest > 0 ? Math.max(LEAST, teacher.getValue() / largest) : 1))
                .toList());
    }

    private static double logOdds(double accuracy) {
        double p = Math.min(MOST_CERTAIN, Math.max(1 - MOST_CERTAIN, accuracy));
        return Math.log(p / (1 - p));
    }

    private static <A> Map<String, Double> mapped(Map<String, A> of, BiFunction<String, A, Double> value) {
        Map<String, Double> mapped = new TreeMap<>();
        of.forEach((teacher, known) -> mapped.put(teacher, value.apply(teacher, known)));
        return mapped;
    }
}
