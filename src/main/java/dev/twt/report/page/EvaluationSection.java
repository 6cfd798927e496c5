package dev.twt.report.page;

import dev.twt.report.figures.EvaluationFigures;
import dev.twt.report.figures.EvaluationFigures.Answerer;
import dev.twt.report.figures.Words;
import dev.twt.report.picture.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Accuracy against tokens. */
final class EvaluationSection {
    private final EvaluationFigures evaluation;
    private final Pictures pictures;

    EvaluationSection(EvaluationFigures evaluation, Pictures pictures) {
        this.evaluation = evaluation;
        this.pictures = pictures;
    }

    Section section() {
        Section section = Section.of(
                "results",
                "Accuracy against tokens",
                "Further up is better, further left is cheaper. The line joins those that no other beats: as accurate with"
                        + " fewer tokens, or more accurate with as many. Bars are 95% intervals.");
        IntStream.rangeClosed(1, evaluation.questionSets())
                .forEach(set -> section.add(heading(set), note(set), "wide", block(set)));
        return section;
    }

    private String heading(int set) {
        return evaluation.questionSets() == 1 ? "" : "Set " + set + " of questions";
    }

    private String note(int set) {
        if (evaluation.questionSets() == 1) {
            return "";
        }
        return set == 1
                ? "Answerers were asked " + evaluation.questionSets()
                        + " different sets of questions at different times."
                        + " Only those of one set can be compared; this is the one that most of them were asked."
                : "Other questions than above: these numbers are not to be held against those.";
    }

    private Block block(int set) {
        return block(
                evaluation.answerers().stream()
                        .filter(one -> one.questionSet() == set)
                        .toList(),
                pictures);
    }

    /** The picture of some answerers and its numbers. */
    static Block block(List<Answerer> answerers, Pictures pictures) {
        List<Block.Key> keys = new ArrayList<>();
        key(keys, answerers, EvaluationFigures.STUDENT, "k-accent dot", "student");
        key(keys, answerers, EvaluationFigures.TEACHER, "k-ink dot", "teacher");
        key(keys, answerers, EvaluationFigures.MODEL, "k-quiet dot", "other model");
        Optional<String> both = pictures.front(answerers, true)
                .flatMap(wide -> pictures.front(answerers, false)
                        .map(narrow -> "<div class=\"if-wide\">" + wide + "</div><div class=\"if-narrow\">" + narrow
                                + "</div>"));
        return Block.of(both, keys, "", table(answerers), false);
    }

    private static void key(List<Block.Key> keys, List<Answerer> answerers, String kind, String css, String text) {
        if (answerers.stream().anyMatch(one -> one.kind().equals(kind))) {
            keys.add(new Block.Key(css, text));
        }
    }

    private static Table table(List<Answerer> answerers) {
        Table table = Table.of(
                "Everybody on "
                        + Words.count(answerers.stream()
                                .mapToLong(Answerer::questions)
                                .max()
                                .orElse(0))
                        + " questions, the most accurate first",
                "Who",
                "#Right",
                "#95%",
                "#Tokens",
                "#Cut off",
                "#$ / 1,000",
                "Unbeaten");
        for (Answerer one : answerers) {
            table.line(
                    one.answerer(),
                    one.kind().equals(EvaluationFigures.STUDENT) ? "strong" : "",
                    List.of(
                            Table.number(Words.percent(one.accuracy())),
                            Table.number(interval(one)),
                            Table.number(Words.number(one.tokens(), 1)),
                            Table.number(Words.percent((double) one.truncated() / Math.max(1, one.answers()))),
                            Table.number(cost(one)),
                            Table.text(one.onFront() ? "yes" : "")));
        }
        return table;
    }

    /** Answers that cost nothing have no price in the configuration: that is not known rather than free. */
    private static String cost(Answerer one) {
        return one.usdPerThousand() == null || one.usdPerThousand() == 0 ? "–" : Words.number(one.usdPerThousand(), 2);
    }

    private static String interval(Answerer one) {
        return one.low() == null || one.high() == null
                ? "–"
                : String.format(Locale.ROOT, "%.1f–%.1f", 100 * one.low(), 100 * one.high());
    }
}
