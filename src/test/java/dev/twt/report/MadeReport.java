package dev.twt.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.evaluation.Comparison;
import dev.twt.evaluation.Interval;
import dev.twt.evaluation.McNemar;
import dev.twt.report.figures.ComparisonFigures;
import dev.twt.report.figures.CompressionFigures;
import dev.twt.report.figures.EvaluationFigures;
import dev.twt.report.figures.EvaluationFigures.Answerer;
import dev.twt.report.figures.FlippedQuestion;
import dev.twt.report.figures.Gap;
import dev.twt.report.figures.Headline;
import dev.twt.report.figures.Histogram;
import dev.twt.report.figures.Lineage;
import dev.twt.report.figures.PairSimilarities;
import dev.twt.report.figures.PipelineCount;
import dev.twt.report.figures.ReportFigures;
import dev.twt.report.figures.SampleQuestion;
import dev.twt.report.figures.SelectionFigures;
import dev.twt.report.figures.SetFigures;
import dev.twt.report.figures.Spending;
import dev.twt.report.figures.StudentFigures;
import dev.twt.report.figures.SweepFigures;
import dev.twt.report.figures.TeacherAgreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Figures of a run that never was, with everything that a report can show. */
public final class MadeReport {
    private MadeReport() {}

    /** Of a run that is done. */
    public static ReportFigures full() {
        return with("3+4=7. 7*7=9. 9+5=4.", "What is the last digit of 3+4*7+5, worked from left to right?");
    }

    /** The same where models and questions say this. */
    public static ReportFigures with(String rationale, String question) {
        SelectionFigures selection = selection();
        EvaluationFigures evaluation = evaluation();
        return new ReportFigures(
                ReportFigures.FORMAT,
                "2026-01-02T03:04:05Z",
                "file:/runs/mine",
                new Headline("The student compressed-1 is right in 100.0% of 500 questions.", "A made report."),
                List.of(
                        new PipelineCount("generate", "questions", 4000L, ""),
                        new PipelineCount("generate", "answers asked for", 12_000L, "3 teachers"),
                        new PipelineCount("select", "came to their end", 11_990L, ""),
                        new PipelineCount("select", "good enough", 3105L, "for 2,802 questions"),
                        new PipelineCount("select", "kept", 2802L, "for 2,802 questions"),
                        new PipelineCount("select", "examples, stage full", 2802L, "56 of them held out"),
                        new PipelineCount("compress", "examples, stage compressed-1", 2802L, "56 of them held out"),
                        new PipelineCount("train", "stages trained", 4L, "of 1 student"),
                        new PipelineCount("evaluate", "answers judged", null, "")),
                List.of(
                        new Spending("full", "ada", "conf/ada", 4000, 3999, 1, 0, 0, 52_000, 88_000, 0.41),
                        new Spending("full", "ben", "conf/ben", 4000, 3995, 3, 1, 1, 52_000, 87_500, 0.404),
                        new Spending("evaluate", "ada", null, 500, 500, 0, 0, 0, 6500, 14_000, null),
                        new Spending("evaluate", "free", null, 500, 500, 0, 0, 0, 5000, 1500, 0.0)),
                selection,
                List.of(new SweepFigures(
                        "selection.quality.threshold",
                        IntStream.rangeClosed(0, 9)
                                .mapToObj(i -> new SweepFigures.Point(
                                        0.5 + i / 20.0,
                                        0.5 - i / 22.0,
                                        0.4 - i / 30.0,
                                        0.9 - i / 13.0,
                                        i == 3 ? null : 0.7 + i / 100.0,
                                        0.9 + i / 100.0))
                                .toList())),
                List.of(new SetFigures("full", 2802, 56, 2802), new SetFigures("free", 2802, 56, 2802)),
                List.of(new CompressionFigures("compressed-1", 2802, 2802, 2802, 36.2, 30.1)),
                List.of(new StudentFigures("student", List.of(stage("full", 1, 3), stage("free", 2, 1.5)))),
                evaluation,
                List.of(sample("q1", rationale, question), sample("q2", rationale, question)),
                lineage(),
                List.of(new Gap("exports", "export has not run")),
                List.of());
    }

    /** Of a workspace in which no step has run. */
    public static ReportFigures empty() {
        return new ReportFigures(
                ReportFigures.FORMAT,
                "2026-01-02T03:04:05Z",
                "file:/runs/new",
                new Headline("Nothing has come out yet.", ""),
                List.of(new PipelineCount("generate", "questions", null, "")),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                lineage(),
                List.of(new Gap("questions", "no step has written questions/ yet")),
                List.of(new Gap("students/a/b/model/training.jsonl", "1 line is no step of a training; left out")));
    }

    private static SelectionFigures selection() {
        return new SelectionFigures(
                "mean of stated confidence and agreement above 0.6, least similar pair",
                12_000,
                11_990,
                3105,
                2802,
                4000,
                2802,
                2802,
                List.of(
                        new SelectionFigures.Reason("quality", "quality is not above the threshold", 8885),
                        new SelectionFigures.Reason("diversity", "good, but others differ more", 303),
                        new SelectionFigures.Reason("truncated", "the answer was cut at its length limit", 10)),
                List.of(
                        new SelectionFigures.OfTeacher("ada", 6000, 2900, 2610),
                        new SelectionFigures.OfTeacher("ben", 6000, 205, 192)),
                List.of(
                        histogram("quality", 0.6, 3),
                        histogram("confidence", null, 9),
                        histogram("agreement", null, 5)),
                new PairSimilarities(2000, histogram("before", null, 11), histogram("kept", null, 12)),
                new TeacherAgreement(
                        List.of("ada", "ben"),
                        List.of(
                                new TeacherAgreement.Cell("ada", "ben", 16_000, 7300),
                                new TeacherAgreement.Cell("ben", "ben", 4000, 2100))));
    }

    private static Histogram histogram(String of, Double threshold, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Histogram.Bin> bins = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long good = i > 11 ? 40L * i + random.nextInt(200) : 0;
            bins.add(new Histogram.Bin(i / 20.0, (i + 1) / 20.0, good, good / 5, 700 - 30L * i + random.nextInt(150)));
        }
        return new Histogram(of, threshold, 0.43, 12, bins);
    }

    private static StudentFigures.Stage stage(String name, int number, double from) {
        SplittableRandom random = new SplittableRandom(number);
        List<StudentFigures.Point> curve = new ArrayList<>();
        for (int step = 2; step <= 240; step += 2) {
            double loss = from * Math.exp(-step / 60.0) + 0.05 + random.nextDouble() * 0.1;
            curve.add(new StudentFigures.Point(step, loss, step % 40 == 0 ? Double.valueOf(loss + 0.08) : null));
        }
        return new StudentFigures.Stage(name, number, true, 2746L, 56L, 212L, 240L, 0.09, 0.17, 0, curve);
    }

    /** Two answerers of it side by side, where they and the questions say this. */
    public static ComparisonFigures comparison(String text, String question) {
        Comparison pair = new Comparison(
                "free",
                "ada",
                500,
                0,
                3,
                0.93,
                0.972,
                -0.042,
                new Interval(-0.07, -0.014, "bootstrap"),
                new McNemar(12, 33));
        FlippedQuestion flipped = new FlippedQuestion(
                "q1",
                question,
                "4",
                new FlippedQuestion.Said("free", false, null, null, null),
                new FlippedQuestion.Said("ada", true, text, "4", 22));
        return new ComparisonFigures(
                "file:/runs/mine",
                "2026-01-02T03:04:05Z",
                evaluation().answerers(),
                List.of(pair),
                List.of(flipped, flipped));
    }

    private static EvaluationFigures evaluation() {
        List<Answerer> all = List.of(
                answerer("compressed-1", "student", 1.0, 16, true),
                answerer("full", "student", 0.998, 22, false),
                answerer("ada", "teacher", 0.972, 28, false),
                answerer("compressed-2", "student", 0.926, 10, true),
                answerer("ben", "teacher", 0.632, 28, false),
                answerer("eve", "teacher", 0.386, 28, false),
                answerer("answers-only.answer-only-free", "student", 0.188, 3, false),
                answerer("free", "student", 0.188, 3, true));
        return new EvaluationFigures(
                all,
                1,
                all.get(0),
                all.get(2),
                new EvaluationFigures.Pair("compressed-1", "ada", 500, 0.028, 0.014, 0.044, 0.00012, "compressed-1"));
    }

    private static Answerer answerer(String name, String kind, double accuracy, double tokens, boolean front) {
        return new Answerer(
                name,
                kind,
                "models/" + name,
                1,
                500,
                500,
                accuracy,
                Math.max(0, accuracy - 0.035),
                Math.min(1, accuracy + 0.02),
                tokens,
                tokens,
                tokens + 2,
                0,
                1,
                0.21,
                kind.equals("teacher") ? Double.valueOf(0.11) : null,
                front);
    }

    private static SampleQuestion sample(String id, String rationale, String question) {
        return new SampleQuestion(
                id,
                question,
                List.of("A: " + question, "B: two"),
                "4",
                List.of(
                        new SampleQuestion.Candidate(
                                id + "-1",
                                "ada",
                                0,
                                0,
                                "answered",
                                rationale,
                                "4",
                                0.93,
                                1.0,
                                0.965,
                                1,
                                true,
                                null,
                                null,
                                22),
                        new SampleQuestion.Candidate(
                                id + "-2",
                                "ben",
                                1,
                                2,
                                "answered",
                                rationale,
                                rationale,
                                0.1,
                                null,
                                0.1,
                                null,
                                false,
                                "quality",
                                "quality is not above the threshold",
                                null)),
                3);
    }

    private static Lineage lineage() {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("seed", 1).putObject("teachers").putObject("ada").put("key", "(redacted)");
        return new Lineage(
                "2026-01-01T00:00:00Z",
                1,
                Map.of("questions", "questions.jsonl"),
                Map.of("twt", "0.1.0"),
                List.of(
                        new Lineage.StepFigures("generate", "done", "2026-01-01T00:00:00Z", 61.5),
                        new Lineage.StepFigures("select", "running", "2026-01-01T01:00:00Z", null)),
                config);
    }
}
