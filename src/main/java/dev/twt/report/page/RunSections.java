package dev.twt.report.page;

import dev.twt.report.figures.CompressionFigures;
import dev.twt.report.figures.PipelineCount;
import dev.twt.report.figures.ReportFigures;
import dev.twt.report.figures.Spending;
import dev.twt.report.figures.StudentFigures;
import dev.twt.report.figures.Words;
import dev.twt.report.picture.Pictures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The run from questions to students: counts, money, trainings. */
final class RunSections {
    /** Students whose curves are drawn. */
    private static final int STUDENTS = 12;

    private static final Map<String, String> PURPOSES = new LinkedHashMap<>();

    static {
        PURPOSES.put("full", "answers with reasoning");
        PURPOSES.put("student", "the student’s own tries");
        PURPOSES.put("compressed", "shorter rationales");
        PURPOSES.put("evaluate", "evaluation");
    }

    private final ReportFigures figures;
    private final Pictures pictures;

    RunSections(ReportFigures figures, Pictures pictures) {
        this.figures = figures;
        this.pictures = pictures;
    }

    Section pipeline() {
        Table table = Table.of("What each step left", "Step", "What", "#Number", "More");
        for (PipelineCount count : figures.pipeline()) {
            table.line(
                    count.step(),
                    count.what(),
                    count.count() == null ? "not yet" : Words.count(count.count()),
                    count.note());
        }
        return Section.of(
                        "run",
                        "The run",
                        "From questions to a trained student: what each step took in and let through.")
                .add("", "", "beside", Block.of(pictures.pipeline(figures.pipeline()), List.of(), "", table, false));
    }

    Section spending() {
        Section section = Section.of(
                "cost",
                "What it took",
                "Requests, tokens and money, by who answered and what for. Asked again means paid again; all of it is counted."
                        + " A dash stands where no price is configured.");
        if (figures.spending().isEmpty()) {
            return section;
        }
        Table table = Table.of(
                "Requests, tokens and cost",
                "Who",
                "For",
                "#Requests",
                "#Answered",
                "#Cut off",
                "#Failed",
                "#Tokens in",
                "#Tokens out",
                "#Cost");
        long most = figures.spending().stream()
                .mapToLong(Spending::completionTokens)
                .max()
                .orElse(1);
        figures.spending().stream()
                .sorted(Comparator.comparingInt(
                                (Spending one) -> List.copyOf(PURPOSES.keySet()).indexOf(one.purpose()))
                        .thenComparing(Spending::teacher))
                .forEach(one -> table.line(one.teacher(), "", cells(one, most)));
        table.line("All", "total", total());
        return section.add("", "", "wide", Block.of(table));
    }

    private static List<Table.Cell> cells(Spending one, long most) {
        return List.of(
                Table.text(PURPOSES.getOrDefault(one.purpose(), one.purpose())),
                Table.number(Words.count(one.requests())),
                Table.number(Words.count(one.answered())),
                Table.number(Words.count(one.truncated())),
                Table.number(Words.count(one.failed() + one.refused())),
                Table.number(Words.count(one.promptTokens())),
                Table.bar(Words.count(one.completionTokens()), (double) one.completionTokens() / Math.max(1, most)),
                Table.number(money(one.costUsd())));
    }

    /** Answers that cost nothing have no price in the configuration: that is not known rather than free. */
    private static String money(Double usd) {
        return Words.dollars(usd == null || usd == 0 ? null : usd);
    }

    private List<Table.Cell> total() {
        List<Spending> all = figures.spending();
        return List.of(
                Table.text(""),
                Table.number(
                        Words.count(all.stream().mapToLong(Spending::requests).sum())),
                Table.number(
                        Words.count(all.stream().mapToLong(Spending::answered).sum())),
                Table.number(
                        Words.count(all.stream().mapToLong(Spending::truncated).sum())),
                Table.number(Words.count(all.stream()
                        .mapToLong(one -> one.failed() + one.refused())
                        .sum())),
                Table.number(Words.count(
                        all.stream().mapToLong(Spending::promptTokens).sum())),
                Table.number(Words.count(
                        all.stream().mapToLong(Spending::completionTokens).sum())),
                Table.number(money(dollars(all))));
    }

    static Double dollars(List<Spending> all) {
        return all.stream()
                .filter(one -> one.costUsd() != null)
                .mapToDouble(Spending::costUsd)
                .sum();
    }

    Section training() {
        Section section = Section.of(
                "training",
                "Training",
                "The same student goes through its stages: it learns to reason, then to reason in fewer words, then to answer"
                        + " alone. The loss is the mean of a completion’s token, in nats.");
        if (!figures.compression().isEmpty()) {
            section.add("Shorter rationales", "", "wide", Block.of(compression()));
        }
        List<Block> curves = new ArrayList<>();
        for (StudentFigures student : figures.students()) {
            boolean drawn = curves.size() < STUDENTS
                    && student.stages().stream()
                            .anyMatch(stage -> !stage.curve().isEmpty());
            curves.add(
                    drawn
                            ? Block.of(
                                    pictures.curve(student),
                                    List.of(
                                            new Block.Key("k-accent line", "loss in training"),
                                            new Block.Key("k-ink dot", "held out")),
                                    figures.students().size() == 1 ? "" : "Student " + student.student(),
                                    stages(student),
                                    false)
                            : Block.of(stages(student)));
        }
        if (!curves.isEmpty()) {
            section.add("Stages", "", curves.size() == 1 ? "beside" : "grid", curves);
        }
        return section;
    }

    private Table compression() {
        Table table = Table.of(
                "Kept rationales made shorter",
                "Stage",
                "#Tries",
                "#Taken",
                "#Rewritten",
                "#Tokens before",
                "#Tokens after");
        for (CompressionFigures stage : figures.compression()) {
            table.line(
                    stage.stage(),
                    Words.count(stage.tries()),
                    Words.count(stage.taken()),
                    Words.count(stage.rewritten()),
                    Words.number(stage.tokensBefore(), 1),
                    Words.number(stage.tokensAfter(), 1));
        }
        return table;
    }

    private static Table stages(StudentFigures student) {
        Table table = Table.of(
                "Stages of " + student.student(), "Stage", "#Examples", "#Steps", "#Last loss", "#Held out", "#Time");
        for (StudentFigures.Stage stage : student.stages()) {
            table.line(
                    stage.done() ? stage.stage() : stage.stage() + " (not finished)",
                    counted(stage.examples()),
                    counted(stage.steps()),
                    Words.number(stage.lastLoss(), 3),
                    Words.number(stage.lastHeldOutLoss(), 3),
                    duration(stage.seconds()));
        }
        return table;
    }

    private static String counted(Long number) {
        return number == null ? "–" : Words.count(number);
    }

    static String duration(Long seconds) {
        if (seconds == null) {
            return "–";
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
