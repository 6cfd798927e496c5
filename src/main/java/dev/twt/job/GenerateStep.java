package dev.twt.job;

import dev.twt.config.StoppedEarly;
import dev.twt.config.TeacherConfig;
import dev.twt.generation.Funds;
import dev.twt.generation.Generation;
import dev.twt.generation.GenerationProgress;
import dev.twt.generation.GenerationResult;
import dev.twt.generation.ProgressListener;
import dev.twt.generation.StopSignal;
import dev.twt.generation.governor.SpendingFigures;
import dev.twt.task.Tasks;
import dev.twt.teacher.Teachers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Asks the teachers what the ledger does not hold yet. */
final class GenerateStep {
    private static final String UNCERTAIN_USD = "uncertainUsd";
    private static final String UNCERTAIN_TOKENS = "uncertainTokens";

    private final RunContext run;
    private final StopSignal signal;
    private final boolean checked;
    private final Funds funds;

    /** @param checked whether a plan of the same run has opened the teachers already */
    GenerateStep(RunContext run, StopSignal signal, boolean checked) {
        this.run = run;
        this.signal = signal;
        this.checked = checked;
        this.funds = new Funds(
                run.config().budget(),
                before(UNCERTAIN_USD).doubleValue(),
                before(UNCERTAIN_TOKENS).longValue());
        keep(funds.uncertainUsd(), funds.uncertainTokens());
    }

    /** Earlier runs' figure. */
    private Number before(String figure) {
        return run.journal()
                .figures("generate")
                .map(figures -> figures.get(figure))
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .orElse(0);
    }

    private void keep(double usd, long tokens) {
        if (usd > 0 || tokens > 0) {
            run.journal().keep(Map.of(UNCERTAIN_USD, usd, UNCERTAIN_TOKENS, tokens));
        }
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
        BatchedGeneration.Ended ended = new BatchedGeneration(run, signal, funds).run(questions, this::generate);
        GenerationResult result = ended.result();
        result.notice().ifPresent(run.console()::note);
        sayUncertain(result.spending());
        result.brokenSegments()
                .forEach(file ->
                        run.console().note("A part of the ledger could not be read and was asked again: " + file));
        if (result.interrupted()) {
            throw new StoppedEarly("you asked for it", kept(result) + ended.words());
        }
        sayStopped(ended);
        sayExhausted(ended);
        if (ended.openBatches() > 0) {
            throw new StoppedEarly("batches are submitted and not waited for", kept(result) + ended.words());
        }
        return figures(result, new TeacherRates(run).since(begin));
    }

    private GenerationResult generate(Dataset<Row> questions, List<TeacherConfig> teachers, Funds left) {
        try (ProgressDisplay progress = run.console().progress();
                ProgressDisplay log = new ProgressDisplay(new ProgressLog(), System::nanoTime)) {
            return new Generation(
                            run.spark(),
                            run.workspace(),
                            run.config().generation(),
                            run.config().seed(),
                            Tasks::named,
                            left)
                    .run(questions, teachers, Teachers::open, both(progress, log), signal);
        }
    }

    private static ProgressListener both(ProgressListener one, ProgressListener other) {
        return new ProgressListener() {
            @Override
            public void onProgress(List<GenerationProgress> teachers) {
                one.onProgress(teachers);
                other.onProgress(teachers);
            }

            @Override
            public void onNews(String line) {
                one.onNews(line);
                other.onNews(line);
            }
        };
    }

    /** What never came may have been billed: it stays counted against the budget, and is said. */
    private void sayUncertain(SpendingFigures spending) {
        keep(funds.uncertainUsd() + spending.uncertainUsd(), funds.uncertainTokens() + spending.uncertainTokens());
        if (spending.uncertainTokens() > 0) {
            run.console()
                    .note(String.format(
                            Locale.ROOT,
                            "Requests were sent whose answers never came; they may have been billed, at most %,d tokens"
                                    + " and %.4f US dollars. They count against the budget.",
                            spending.uncertainTokens(),
                            spending.uncertainUsd()));
        }
    }

    private void sayStopped(BatchedGeneration.Ended ended) {
        GenerationResult result = ended.result();
        if (result.stoppedTeachers().isEmpty()) {
            return;
        }
        result.stoppedTeachers()
                .forEach((teacher, reason) -> run.console().note("Teacher " + teacher + " was given up: " + reason));
        if (result.stoppedTeachers().size() == run.config().teachers().size()) {
            throw new StoppedEarly("every teacher was given up", kept(result) + ended.words());
        }
    }

    private void sayExhausted(BatchedGeneration.Ended ended) {
        GenerationResult result = ended.result();
        if (!result.exhausted().isEmpty()) {
            String reasons =
                    result.exhausted().values().stream().distinct().sorted().collect(Collectors.joining("; "));
            throw new StoppedEarly(reasons, kept(result) + ended.words());
        }
    }

    private String kept(GenerationResult result) {
        long recorded =
                result.teachers().stream().mapToLong(GenerationProgress::done).sum();
        long planned = result.teachers().stream()
                .mapToLong(GenerationProgress::planned)
                .sum();
        return recorded + " of " + planned + " answers are recorded in "
                + run.workspace().responses() + " and will not be asked again";
    }

    private static Map<String, Object> figures(GenerationResult result, Map<String, Double> rates) {
        Map<String, Object> teachers = new LinkedHashMap<>();
        for (GenerationProgress teacher : result.teachers()) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("planned", teacher.planned());
            figures.put("recordedBefore", teacher.recorded());
            figures.put("answered", teacher.answered());
            figures.put("truncated", teacher.truncated());
            figures.put("refused", teacher.refused());
            figures.put("failed", teacher.failed());
            figures.put("promptTokens", teacher.promptTokens());
            figures.put("completionTokens", teacher.completionTokens());
            if (rates.containsKey(teacher.teacher())) {
                figures.put(TeacherRates.FIGURE, rates.get(teacher.teacher()));
            }
            teachers.put(teacher.teacher(), figures);
        }
        return Map.of("teachers", teachers);
    }
}
