package dev.twt.job;

import dev.twt.config.StoppedEarly;
import dev.twt.generation.GenerationProgress;
import dev.twt.generation.GenerationResult;
import dev.twt.generation.StopSignal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Asks the teachers what the ledger does not hold yet, in as many rounds as the run may have. */
final class GenerateStep {
    private final RunContext run;
    private final StopSignal signal;
    private final boolean checked;
    private final UncertainSpend uncertain;

    /** @param checked whether a plan of the same run has opened the teachers already, and select comes next */
    GenerateStep(RunContext run, StopSignal signal, boolean checked) {
        this.run = run;
        this.signal = signal;
        this.checked = checked;
        this.uncertain = new UncertainSpend(run);
    }

    Map<String, Object> run() {
        try (QuestionReview review = QuestionReview.of(run, new QuestionIntake(run).store())) {
            review.write();
            if (!checked) {
                review.words().ifPresent(run.console()::note);
            }
            return run(review.asked());
        }
    }

    private Map<String, Object> run(Dataset<Row> questions) {
        if (!checked) {
            try (Preflight preflight = new Preflight(run)) {
                preflight.check();
            }
        }
        Instant begin = Instant.now();
        OpenQuestions open = new OpenQuestions(run, questions);
        List<GenerationResult> rounds;
        try {
            rounds = new AskingRounds(run, signal, uncertain, open, new OnlineGeneration(run, signal)).ask(questions);
        } catch (StoppedEarly e) {
            reportOn(e, open);
            throw e;
        }
        report(open, !checked);
        return figures(rounds, new TeacherRates(run).since(begin));
    }

    /** Nothing that fails here may hide why the step ended; on the user's wish it ends at once. */
    private void reportOn(StoppedEarly end, OpenQuestions open) {
        if (!signal.requested()) {
            try {
                report(open, true);
            } catch (RuntimeException e) {
                end.addSuppressed(e);
            }
        }
    }

    /** What the rounds have brought: into the record, and on the screen where nobody else says it. */
    private void report(OpenQuestions open, boolean said) {
        RoundReport.of(run, open).ifPresent(report -> {
            run.journal().keep(Map.of(RoundReport.FIGURE, report.figures()));
            if (said) {
                run.console().say(report.text());
            }
        });
    }

    /** Counts of all rounds together. */
    private static Map<String, Object> figures(List<GenerationResult> rounds, Map<String, Double> rates) {
        Map<String, Object> teachers = new LinkedHashMap<>();
        rounds.stream()
                .flatMap(round -> round.teachers().stream())
                .collect(Collectors.groupingBy(GenerationProgress::teacher, LinkedHashMap::new, Collectors.toList()))
                .forEach((teacher, counts) -> {
                    Map<String, Object> figures = figures(counts);
                    if (rates.containsKey(teacher)) {
                        figures.put(TeacherRates.FIGURE, rates.get(teacher));
                    }
                    teachers.put(teacher, figures);
                });
        return Map.of("teachers", teachers);
    }

    private static Map<String, Object> figures(List<GenerationProgress> counts) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("planned", sum(counts, GenerationProgress::planned));
        figures.put("recordedBefore", sum(counts, GenerationProgress::recorded));
        figures.put("answered", sum(counts, GenerationProgress::answered));
        figures.put("truncated", sum(counts, GenerationProgress::truncated));
        figures.put("refused", sum(counts, GenerationProgress::refused));
        figures.put("failed", sum(counts, GenerationProgress::failed));
        figures.put("promptTokens", sum(counts, GenerationProgress::promptTokens));
        figures.put("completionTokens", sum(counts, GenerationProgress::completionTokens));
        return figures;
    }

    private static long sum(List<GenerationProgress> counts, ToLongFunction<GenerationProgress> figure) {
        return counts.stream().mapToLong(figure).sum();
    }
}
