package dev.twt.report.figures;

import dev.twt.evaluation.Comparison;
import java.util.List;
import java.util.Locale;

/**
 * What came out, in words.
 *
 * @param text one sentence
 * @param detail one or two more; may be empty
 */
public record Headline(String text, String detail) {
    private static final double LEAST = 0.0001;

    static Headline of(EvaluationFigures evaluation, SelectionFigures selection, long requests) {
        if (evaluation != null && evaluation.bestStudent() != null) {
            return ofStudent(evaluation);
        }
        if (evaluation != null && !evaluation.answerers().isEmpty()) {
            EvaluationFigures.Answerer best = evaluation.answerers().get(0);
            return new Headline(
                    best.answerer() + " is right in " + Words.percent(best.accuracy()) + " of "
                            + Words.count(best.questions()) + " questions with " + Words.tokens(best.tokens())
                            + " tokens an answer.",
                    "No student was evaluated yet.");
        }
        if (selection != null) {
            return new Headline(
                    "DCRS kept " + Words.count(selection.kept()) + " of " + Words.count(selection.candidates())
                            + " answers, for " + Words.count(selection.questionsCovered()) + " of "
                            + Words.count(selection.questions()) + " questions.",
                    "No student was evaluated yet.");
        }
        return new Headline(
                requests == 0
                        ? "Nothing has come out yet."
                        : "Teachers were asked for " + Words.count(requests) + " answers; nothing is selected yet.",
                "");
    }

    /** Two answerers on the questions that both were asked. */
    static Headline of(Comparison pair, List<EvaluationFigures.Answerer> answerers) {
        if (pair.questions() == 0) {
            return new Headline(
                    pair.first() + " and " + pair.second() + " were asked no question that is the same.",
                    "Nothing can be said of who is better. Evaluate both on the same questions.");
        }
        return new Headline(
                pair.first() + " is right in " + Words.percent(pair.firstAccuracy()) + " of "
                        + Words.count(pair.questions()) + " questions" + tokens(pair.first(), answerers) + ", "
                        + pair.second() + " in " + Words.percent(pair.secondAccuracy())
                        + tokens(pair.second(), answerers) + ".",
                detail(EvaluationFigures.Pair.of(pair)));
    }

    private static String tokens(String name, List<EvaluationFigures.Answerer> answerers) {
        return answerers.stream()
                .filter(one -> one.answerer().equals(name) && one.tokens() != null)
                .findFirst()
                .map(one -> " with " + Words.tokens(one.tokens()) + " tokens an answer")
                .orElse("");
    }

    private static Headline ofStudent(EvaluationFigures evaluation) {
        EvaluationFigures.Answerer student = evaluation.bestStudent();
        EvaluationFigures.Answerer teacher = evaluation.bestTeacher();
        String text = "The student " + student.answerer() + " is right in " + Words.percent(student.accuracy()) + " of "
                + Words.count(student.questions()) + " questions with " + Words.tokens(student.tokens())
                + " tokens an answer";
        if (teacher == null) {
            return new Headline(text + ".", join(briefest(evaluation), "No teacher was evaluated on these questions."));
        }
        return new Headline(
                text + "; the best teacher, " + teacher.answerer() + ", in " + Words.percent(teacher.accuracy())
                        + " with " + Words.tokens(teacher.tokens()) + ".",
                join(detail(evaluation.comparison()), briefest(evaluation)));
    }

    private static String briefest(EvaluationFigures evaluation) {
        return evaluation
                .briefest()
                .map(one -> "The student that writes least, " + one.answerer() + ": " + Words.percent(one.accuracy())
                        + " with " + Words.tokens(one.tokens()) + ".")
                .orElse("");
    }

    private static String join(String first, String second) {
        return (first + " " + second).strip();
    }

    private static String detail(EvaluationFigures.Pair pair) {
        if (pair == null || pair.difference() == null) {
            return "";
        }
        String difference = String.format(
                Locale.ROOT,
                "Difference %+.1f points (95%% %+.1f to %+.1f; McNemar p %s): ",
                100 * pair.difference(),
                100 * pair.low(),
                100 * pair.high(),
                pair.p() < LEAST ? "< " + Words.number(LEAST, 4) : "= " + Words.number(pair.p(), 4));
        return difference.replace('-', '\u2212')
                + (pair.better() == null ? "not shown to be more than chance." : pair.better() + " is better.");
    }
}
