package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.RunConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.Workspace;
import dev.twt.evaluation.Comparison;
import dev.twt.evaluation.Evaluation;
import dev.twt.evaluation.EvaluationReport;
import dev.twt.evaluation.Flip;
import dev.twt.generation.Ledger;
import dev.twt.report.ReportFiles;
import dev.twt.report.figures.ComparisonFigures;
import dev.twt.report.figures.EvaluationFigures;
import dev.twt.report.figures.FlippedQuestions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Compares answerers that were evaluated, at one time or at several, on the questions that they share. */
final class CompareStep {
    /** Questions shown of each two. */
    private static final int FLIPS = 20;

    private static final int LONGEST_QUESTION = 70;

    /** Accuracy against tokens, below the workspace. */
    private static final String PICTURE = "evaluations/compare.png";

    private final RunConfig config;
    private final SparkSession spark;
    private final Workspace workspace;
    private final Console console;

    CompareStep(RunConfig config, SparkSession spark, Workspace workspace, Console console) {
        this.config = config;
        this.spark = spark;
        this.workspace = workspace;
        this.console = console;
    }

    /** @param named two or more; empty: all */
    void run(List<String> named) {
        workspace.requireStep("evaluated answers", workspace.evaluated(), "Run evaluate first");
        Dataset<Row> answers = spark.read().schema(EvaluationColumns.SCHEMA).parquet(workspace.evaluated());
        List<String> names = names(named, there(answers));
        Evaluation evaluation = new Evaluation(answers, config.evaluate().resamples(), config.seed());
        List<Comparison> pairs = evaluation.comparisons(names);
        EvaluationReport report = new EvaluationReport(evaluation.measured(names, List.of()), pairs, List.of());
        console.say(new EvaluationScreen(report).text());
        if (report.whole().stream().anyMatch(one -> !Double.isNaN(one.tokens().mean()))) {
            console.say(ChartFile.write(workspace, PICTURE, AccuracyChart.of(report.whole())));
        }
        pairs.forEach(this::sayIfNotTheSame);
        FlippedQuestions flipped = new FlippedQuestions();
        for (String other : names.subList(1, names.size())) {
            List<Flip> flips = evaluation.flips(names.get(0), other, FLIPS);
            sayFlips(flips, names.get(0), other);
            flipped.add(names.get(0), other, flips);
        }
        console.say(ReportFiles.write(
                workspace,
                new ComparisonFigures(
                        workspace.root(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        EvaluationFigures.answerers(report.whole(), this::kind),
                        pairs,
                        flipped.read(Ledger.open(spark, workspace).rows()))));
    }

    private String kind(String answerer) {
        if (config.evaluate().models().stream().anyMatch(model -> model.name().equals(answerer))) {
            return EvaluationFigures.MODEL;
        }
        return config.teachers().stream().anyMatch(teacher -> teacher.name().equals(answerer))
                ? EvaluationFigures.TEACHER
                : EvaluationFigures.STUDENT;
    }

    /** Names of those who were evaluated, sorted. */
    static List<String> there(Dataset<Row> answers) {
        return answers
                .select(col(EvaluationColumns.ANSWERER))
                .distinct()
                .orderBy(EvaluationColumns.ANSWERER)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static List<String> names(List<String> named, List<String> there) {
        List<String> names = named.isEmpty()
                ? there
                : named.stream().map(Answerers::called).distinct().toList();
        List<String> missing =
                names.stream().filter(name -> !there.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new UserException(
                    "compare",
                    String.join(", ", missing) + (missing.size() == 1 ? " was" : " were") + " not evaluated here",
                    "Name some of " + String.join(", ", there) + ", or run evaluate first");
        }
        if (names.size() < 2) {
            throw new UserException(
                    "compare",
                    "one answerer can be compared with nobody",
                    "Name two or more of " + String.join(", ", there) + ", or evaluate another one");
        }
        return names;
    }

    private void sayIfNotTheSame(Comparison pair) {
        if (!pair.sameQuestions()) {
            console.note(String.format(
                    Locale.ROOT,
                    "%s and %s were asked different questions: the %,d that both were asked are compared; %,d of %s and"
                            + " %,d of %s are left out.",
                    pair.first(),
                    pair.second(),
                    pair.questions(),
                    pair.onlyFirstAsked(),
                    pair.first(),
                    pair.onlySecondAsked(),
                    pair.second()));
        }
    }

    private void sayFlips(List<Flip> flips, String first, String second) {
        if (flips.isEmpty()) {
            console.say("No question that both were asked is right for " + first + " alone or " + second + " alone.");
            return;
        }
        StringBuilder screen = new StringBuilder(
                "Questions that one of " + first + " and " + second + " has right (at most " + FLIPS + "):\n");
        for (Flip flip : flips) {
            screen.append("  ")
                    .append(flip.firstIsRight() ? first : second)
                    .append(" right: ")
                    .append(flip.questionId())
                    .append("  ")
                    .append(shown(flip.question(), LONGEST_QUESTION));
            if (flip.gold() != null) {
                screen.append(" => ").append(shown(flip.gold(), LONGEST_QUESTION / 2));
                screen.append("; ").append(first).append(": ").append(shown(flip.first(), LONGEST_QUESTION / 2));
                screen.append(", ").append(second).append(": ").append(shown(flip.second(), LONGEST_QUESTION / 2));
            }
            screen.append('\n');
        }
        console.say(screen.toString());
    }

    private static String shown(String text, int longest) {
        if (text == null) {
            return "nothing";
        }
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
