package dev.twt.report.figures;

import dev.twt.evaluation.Comparison;
import dev.twt.evaluation.Measured;
import dev.twt.evaluation.ParetoFront;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Accuracy against tokens.
 *
 * @param answerers all that were evaluated, the most accurate first
 * @param questionSets how many different sets of questions they were asked; only answerers of one set can be compared
 * @param bestStudent the most accurate student of the first set; null without one
 * @param bestTeacher the most accurate teacher of that set; null without one
 * @param comparison of these two on the questions that both were asked; null without either
 */
public record EvaluationFigures(
        List<Answerer> answerers, int questionSets, Answerer bestStudent, Answerer bestTeacher, Pair comparison) {
    /** A stage of a student. */
    public static final String STUDENT = "student";
    /** A teacher of the run. */
    public static final String TEACHER = "teacher";
    /** Neither. */
    public static final String MODEL = "model";

    /**
     * One answerer on all questions that it was asked.
     *
     * @param kind student, teacher or model
     * @param questionSet 1 for the set that most answerers were asked
     * @param accuracy from 0 to 1; null without a question
     * @param low lower end of its 95% interval
     * @param high upper end
     * @param tokens mean tokens written an answer; null where not counted
     * @param medianTokens of them
     * @param p95Tokens of them
     * @param truncated answers that were broken off
     * @param withoutAnswer answers without one in the form asked for
     * @param seconds mean time to the end of an answer; null where not known
     * @param usdPerThousand cost of a thousand answers; null where not known
     * @param onFront whether no other of its set is at least as accurate with no more tokens
     */
    public record Answerer(
            String answerer,
            String kind,
            String model,
            int questionSet,
            long questions,
            long answers,
            Double accuracy,
            Double low,
            Double high,
            Double tokens,
            Double medianTokens,
            Double p95Tokens,
            long truncated,
            long withoutAnswer,
            Double seconds,
            Double usdPerThousand,
            boolean onFront) {
        static final Comparator<Answerer> BEST_FIRST = Comparator.comparing(
                        Answerer::accuracy, Comparator.nullsFirst(Comparator.<Double>naturalOrder()))
                .reversed()
                .thenComparing(Answerer::tokens, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Answerer::answerer);

        static Answerer of(Measured measured, String kind, int questionSet, boolean onFront) {
            return new Answerer(
                    measured.subset().answerer(),
                    kind,
                    measured.model(),
                    questionSet,
                    measured.accuracy().questions(),
                    measured.answers(),
                    Known.number(measured.accuracy().value()),
                    Known.number(measured.accuracy().interval().low()),
                    Known.number(measured.accuracy().interval().high()),
                    Known.number(measured.tokens().mean()),
                    Known.number(measured.tokens().median()),
                    Known.number(measured.tokens().p95()),
                    measured.truncated(),
                    measured.withoutAnswer(),
                    Known.number(measured.meanSeconds()),
                    Known.number(measured.usdPerThousand()),
                    onFront);
        }
    }

    /**
     * Two answerers on the questions that both were asked.
     *
     * @param difference accuracy of the first less that of the second
     * @param low lower end of its 95% interval, by a paired bootstrap
     * @param high upper end
     * @param p of McNemar's exact test, two-sided
     * @param better the name of the better one where that is shown; else null
     */
    public record Pair(
            String first,
            String second,
            long questions,
            Double difference,
            Double low,
            Double high,
            Double p,
            String better) {
        static Pair of(Comparison pair) {
            return new Pair(
                    pair.first(),
                    pair.second(),
                    pair.questions(),
                    Known.number(pair.difference()),
                    Known.number(pair.interval().low()),
                    Known.number(pair.interval().high()),
                    Known.number(pair.mcNemar().pValue()),
                    pair.better().isEmpty() ? null : pair.better());
        }
    }

    /**
     * Answerers of one comparison, the most accurate first.
     *
     * @param kind of a name: student, teacher or model
     */
    public static List<Answerer> answerers(List<Measured> measured, UnaryOperator<String> kind) {
        return measured.stream()
                .map(one -> Answerer.of(one, kind.apply(one.subset().answerer()), 1, ParetoFront.holds(one, measured)))
                .sorted(Answerer.BEST_FIRST)
                .toList();
    }

    /** The student of the first set that no other beats and that writes least, where it is not the most accurate one. */
    public Optional<Answerer> briefest() {
        return answerers.stream()
                .filter(one -> one.questionSet() == 1 && one.kind().equals(STUDENT) && one.onFront())
                .min(Comparator.comparing(Answerer::tokens))
                .filter(one -> !one.equals(bestStudent));
    }

    public EvaluationFigures {
        answerers = List.copyOf(answerers);
    }
}
