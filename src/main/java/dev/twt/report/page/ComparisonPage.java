package dev.twt.report.page;

import dev.twt.evaluation.Comparison;
import dev.twt.report.figures.ComparisonFigures;
import dev.twt.report.figures.Words;
import dev.twt.report.picture.Pictures;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answerers held against each other, with questions to read side by side, as one page; see {@link PageTemplate}. */
public final class ComparisonPage {
    private ComparisonPage() {}

    /** The whole page. */
    public static String html(ComparisonFigures figures) {
        Map<String, Object> view = new HashMap<>();
        view.put("name", PageTemplate.name(figures.workspace()));
        view.put("workspace", figures.workspace());
        view.put("day", PageTemplate.day(figures.createdAt()));
        view.put("createdAt", figures.createdAt());
        view.put("headline", figures.headline().text());
        view.put("detail", figures.headline().detail());
        view.put("sections", List.of(results(figures), pairs(figures.pairs())));
        view.put("anySample", !figures.flipped().isEmpty());
        view.put("samples", SampleViews.ofFlipped(figures.flipped()));
        return PageTemplate.filled("compare", view);
    }

    private static Section results(ComparisonFigures figures) {
        return Section.of(
                        "results",
                        "Accuracy against tokens",
                        "Further up is better, further left is cheaper. The line joins those that no other beats. Bars are"
                                + " 95% intervals. Each on all questions that it was asked.")
                .add("", "", "wide", EvaluationSection.block(figures.answerers(), new Pictures()));
    }

    private static Section pairs(List<Comparison> pairs) {
        Table table = Table.of(
                "Each two, on the questions that both were asked",
                "Who",
                "#Questions",
                "#Left out",
                "#Right",
                "#Difference",
                "#95%",
                "#Only the one",
                "#Only the other",
                "#McNemar p",
                "Better");
        pairs.forEach(pair -> table.line(
                pair.first() + " and " + pair.second(),
                Words.count(pair.questions()),
                Words.count(pair.onlyFirstAsked() + pair.onlySecondAsked()),
                Words.percent(pair.firstAccuracy()) + ", " + Words.percent(pair.secondAccuracy()),
                points(pair.difference()),
                points(pair.interval().low()) + " to " + points(pair.interval().high()),
                Words.count(pair.mcNemar().onlyFirst()),
                Words.count(pair.mcNemar().onlySecond()),
                Words.number(pair.mcNemar().pValue(), 4),
                pair.better().isEmpty() ? "not shown" : pair.better()));
        return Section.of(
                        "pairs",
                        "Who is better",
                        "The difference in points with its paired bootstrap interval; McNemar’s exact test counts the questions"
                                + " that only one of two has right. “Not shown”: no difference at the 5% level.")
                .add("", "", "wide", Block.of(table));
    }

    private static String points(double share) {
        return Double.isNaN(share)
                ? "–"
                : String.format(Locale.ROOT, "%+.1f", 100 * share).replace('-', '\u2212');
    }
}
