package dev.twt.report.page;

import dev.twt.report.figures.Histogram;
import dev.twt.report.figures.PairSimilarities;
import dev.twt.report.figures.SelectionFigures;
import dev.twt.report.figures.SweepFigures;
import dev.twt.report.figures.TeacherAgreement;
import dev.twt.report.figures.Words;
import dev.twt.report.picture.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What Dual-Criteria Rejection Sampling did. */
final class SelectionSection {
    /** Sweeps that are drawn. */
    private static final int SWEEPS = 8;

    private static final Map<String, String> SCORES = Map.of(
            "quality", "Quality (the mean that decides)",
            "confidence", "Stated confidence",
            "calibrated_confidence", "Confidence, calibrated",
            "agreement", "Agreement with other answers",
            "logprob_quantile", "Log-probability, as a quantile",
            "span_probability", "Probability of the answer’s tokens",
            "arithmetic", "Share of sums that hold");

    private static final List<Block.Key> STATES = List.of(
            new Block.Key("k-accent", "kept"),
            new Block.Key("k-soft", "good enough, not kept"),
            new Block.Key("k-faint", "rejected"));

    private final SelectionFigures selection;
    private final List<SweepFigures> sweeps;
    private final Pictures pictures;

    SelectionSection(SelectionFigures selection, List<SweepFigures> sweeps, Pictures pictures) {
        this.selection = selection;
        this.sweeps = sweeps;
        this.pictures = pictures;
    }

    Section section() {
        Section section = Section.of(
                "selection",
                "Selection",
                "Two criteria: an answer has to be good, and of the good ones those stay that are least alike."
                        + (selection.rule() == null ? "" : " The rule: " + selection.rule() + "."));
        section.add("Kept and rejected", "", "two", List.of(Block.of(reasons()), Block.of(teachers())));
        if (!selection.scores().isEmpty()) {
            section.add(
                    "Scores",
                    "",
                    "grid",
                    selection.scores().stream().map(this::score).toList());
        }
        similarity(section);
        if (selection.agreement().cells().size() > 0) {
            section.add(
                    "Who agrees with whom",
                    "Of the answers of one teacher beside the answers of another to the same question: the share that is"
                            + " the same. A teacher beside itself: its other samples.",
                    "wide",
                    Block.of(agreement()));
        }
        List<Block> swept = sweeps.stream().limit(SWEEPS).map(this::sweep).toList();
        if (!swept.isEmpty()) {
            section.add(
                    "Other thresholds",
                    "What other values of a key would keep, from the same answers.",
                    swept.size() == 1 ? "wide" : "grid",
                    swept);
        }
        return section;
    }

    private Table reasons() {
        Table table = Table.of("Answers by what became of them", "What became of it", "#Answers", "#Share");
        addReason(table, "kept", selection.kept());
        selection.reasons().forEach(reason -> addReason(table, reason.words(), reason.count()));
        return table.line(
                "All", "total", List.of(Table.number(Words.count(selection.candidates())), Table.number("100.0%")));
    }

    private void addReason(Table table, String words, long count) {
        double share = (double) count / Math.max(1, selection.candidates());
        table.line(
                words,
                words.equals("kept") ? "strong" : "",
                List.of(Table.number(Words.count(count)), Table.bar(Words.percent(share), share)));
    }

    private Table teachers() {
        Table table = Table.of("Answers by teacher", "Teacher", "#Answers", "#Good enough", "#Kept", "#Share kept");
        for (SelectionFigures.OfTeacher teacher : selection.teachers()) {
            double share = (double) teacher.kept() / Math.max(1, teacher.candidates());
            table.line(
                    teacher.teacher(),
                    "",
                    List.of(
                            Table.number(Words.count(teacher.candidates())),
                            Table.number(Words.count(teacher.accepted())),
                            Table.number(Words.count(teacher.kept())),
                            Table.bar(Words.percent(share), share)));
        }
        return table;
    }

    private Block score(Histogram histogram) {
        String name = SCORES.getOrDefault(histogram.of(), histogram.of());
        String missing = histogram.missing() == 0 ? "" : "; " + Words.count(histogram.missing()) + " answers have none";
        String caption = name + ". Mean " + Words.number(histogram.mean(), 2)
                + (histogram.threshold() == null
                        ? ""
                        : "; the threshold, " + Words.number(histogram.threshold(), 2) + ", is the dashed line")
                + missing + ".";
        return Block.of(pictures.histogram(histogram, name), STATES, caption, bins(name, histogram, true), true);
    }

    private static Table bins(String name, Histogram histogram, boolean states) {
        Table table = states
                ? Table.of(name, "From – to", "#Kept", "#Good, not kept", "#Rejected")
                : Table.of(name, "From – to", "#Pairs");
        for (Histogram.Bin bin : histogram.bins()) {
            String range = String.format(Locale.ROOT, "%.2f – %.2f", bin.from(), bin.to());
            if (states) {
                table.line(range, Words.count(bin.kept()), Words.count(bin.accepted()), Words.count(bin.rejected()));
            } else {
                table.line(range, Words.count(bin.kept()));
            }
        }
        return table;
    }

    private void similarity(Section section) {
        PairSimilarities similarity = selection.similarity();
        if (similarity.before() == null && similarity.kept() == null) {
            return;
        }
        List<Block> blocks = Stream.of(
                        pair("Any two good answers to a question, before the choice", similarity.before()),
                        pair("The pair that was kept", similarity.kept()))
                .flatMap(List::stream)
                .toList();
        String note = similarity.before() == null
                ? "Vectors of the rationales are not there, so that only the kept pairs are known."
                : "The first of the two: " + Words.count(similarity.questionsLookedAt())
                        + " questions with two good answers or more, chosen by a hash of their ids where there are"
                        + " more. The further left a distribution lies, the less alike the rationales are.";
        section.add("How alike rationales are", note, "grid", blocks);
    }

    private List<Block> pair(String name, Histogram histogram) {
        if (histogram == null) {
            return List.of();
        }
        String caption =
                name + ": " + Words.count(histogram.all()) + " pairs, mean " + Words.number(histogram.mean(), 3) + ".";
        return List.of(
                Block.of(pictures.histogram(histogram, name), List.of(), caption, bins(name, histogram, false), true));
    }

    private Table agreement() {
        TeacherAgreement agreement = selection.agreement();
        String[] heads = Stream.concat(
                        Stream.of("Teacher"), agreement.teachers().stream().map(teacher -> "#" + teacher))
                .toArray(String[]::new);
        Table table = Table.of("Share of equal answers", heads);
        for (String row : agreement.teachers()) {
            List<Table.Cell> cells = new ArrayList<>();
            for (String column : agreement.teachers()) {
                cells.add(agreement.cells().stream()
                        .filter(cell -> isOf(cell, row, column))
                        .findFirst()
                        .map(cell -> Table.tint(Words.percent(cell.share()), cell.share()))
                        .orElse(Table.number("–")));
            }
            table.line(row, "", cells);
        }
        return table.asMatrix();
    }

    private static boolean isOf(TeacherAgreement.Cell cell, String one, String other) {
        return (cell.first().equals(one) && cell.second().equals(other))
                || (cell.first().equals(other) && cell.second().equals(one));
    }

    private Block sweep(SweepFigures sweep) {
        Table table =
                Table.of(sweep.key(), "Value", "#Accepted", "#Kept", "#Questions", "#Similarity", "#Kept ones right");
        for (SweepFigures.Point point : sweep.points()) {
            table.line(
                    String.valueOf(point.value()),
                    Words.percent(point.accepted()),
                    Words.percent(point.kept()),
                    Words.percent(point.covered()),
                    Words.number(point.similarity(), 3),
                    Words.percent(point.keptRight()));
        }
        return Block.of(
                pictures.sweep(sweep),
                List.of(
                        new Block.Key("k-accent line", "answers kept"),
                        new Block.Key("k-ink line", "questions covered"),
                        new Block.Key("k-quiet line dots", "answers accepted"),
                        new Block.Key("k-accent line dash", "kept ones that are right")),
                sweeps.size() == 1 ? "" : sweep.key(),
                table,
                false);
    }
}
