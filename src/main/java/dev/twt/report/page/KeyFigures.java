package dev.twt.report.page;

import dev.twt.report.figures.EvaluationFigures.Answerer;
import dev.twt.report.figures.ReportFigures;
import dev.twt.report.figures.Spending;
import dev.twt.report.figures.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The few numbers at the head of the page.
 *
 * @param name what it is
 * @param value large
 * @param beside small, what it is held against; may be empty
 */
record KeyFigures(String name, String value, String beside) {
    static List<KeyFigures> of(ReportFigures figures) {
        List<KeyFigures> all = new ArrayList<>();
        if (figures.evaluation() != null && figures.evaluation().bestStudent() != null) {
            Answerer student = figures.evaluation().bestStudent();
            Answerer teacher = figures.evaluation().bestTeacher();
            all.add(new KeyFigures(
                    "Right",
                    Words.percent(student.accuracy()),
                    teacher == null ? "best student" : "best teacher " + Words.percent(teacher.accuracy())));
            all.add(new KeyFigures("Tokens an answer", Words.tokens(student.tokens()), tokens(student, teacher)));
            figures.evaluation()
                    .briefest()
                    .ifPresent(one -> all.add(new KeyFigures(
                            "Fewest tokens",
                            Words.tokens(one.tokens()),
                            one.answerer() + ", " + Words.percent(one.accuracy()) + " right")));
        }
        if (figures.selection() != null) {
            all.add(new KeyFigures(
                    "Answers kept",
                    Words.count(figures.selection().kept()),
                    "of " + Words.count(figures.selection().candidates())));
        }
        if (!figures.spending().isEmpty()) {
            all.add(spent(figures.spending()));
        }
        return all;
    }

    private static String tokens(Answerer student, Answerer teacher) {
        if (teacher == null || teacher.tokens() == null || student.tokens() == null || teacher.tokens() == 0) {
            return "";
        }
        double change = student.tokens() / teacher.tokens() - 1;
        return "best teacher " + Words.tokens(teacher.tokens())
                + String.format(Locale.ROOT, ", %.0f%% %s", 100 * Math.abs(change), change <= 0 ? "fewer" : "more");
    }

    private static KeyFigures spent(List<Spending> spending) {
        long tokens = spending.stream()
                .mapToLong(one -> one.promptTokens() + one.completionTokens())
                .sum();
        Double usd = RunSections.dollars(spending);
        return usd > 0
                ? new KeyFigures("Spent", Words.dollars(usd), Words.count(tokens) + " tokens")
                : new KeyFigures("Tokens in and out", millions(tokens), "no price configured");
    }

    private static String millions(long tokens) {
        return tokens < 1_000_000
                ? Words.count(tokens)
                : String.format(Locale.ROOT, "%,.1f million", tokens / 1_000_000.0);
    }
}
