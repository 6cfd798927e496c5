package dev.twt.job;

import dev.twt.config.EvaluateConfig;
import dev.twt.dataset.Workspace;
import dev.twt.evaluation.Answerer;
import dev.twt.evaluation.Evaluation;
import dev.twt.evaluation.EvaluationReport;
import dev.twt.evaluation.Measured;
import dev.twt.evaluation.MetricsJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What judged answers amount to: on the screen, as a file and in the record. */
final class EvaluationResults {
    private final RunContext run;
    private final EvaluateConfig config;
    private final List<Answerer> answerers;
    private final long asked;
    private final long unlabelled;

    /**
     * @param asked labelled questions that were asked
     * @param unlabelled questions without a right answer, which were not
     */
    EvaluationResults(RunContext run, List<Answerer> answerers, long asked, long unlabelled) {
        this.run = run;
        this.config = run.config().evaluate();
        this.answerers = answerers;
        this.asked = asked;
        this.unlabelled = unlabelled;
    }

    /** Measures, writes and says them. The figures are for the step's record. */
    Map<String, Object> of(Dataset<Row> judged) {
        List<String> names = answerers.stream().map(Answerer::name).toList();
        Evaluation evaluation =
                new Evaluation(judged, config.resamples(), run.config().seed());
        List<Measured> measured = evaluation.measured(names, config.by());
        EvaluationReport report =
                new EvaluationReport(measured, evaluation.comparisons(names), Evaluation.spreads(groups(), measured));
        run.workspace().writeText(Workspace.METRICS, MetricsJson.write(report, config.questions(), asked, unlabelled));
        run.console().say(new EvaluationScreen(report).text());
        answerers.forEach(answerer -> sayIfAllTruncated(report, answerer));
        run.console().say("Every answer, judged: " + run.workspace().evaluated());
        return figures(report);
    }

    private Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        config.groups()
                .forEach((name, members) ->
                        groups.put(name, members.stream().map(Answerers::called).toList()));
        return groups;
    }

    private void sayIfAllTruncated(EvaluationReport report, Answerer answerer) {
        Measured measured = report.of(answerer.name()).orElseThrow();
        if (measured.truncated() == measured.answers()) {
            run.console()
                    .note("Every answer of " + answerer.name() + " was broken off at "
                            + answerer.model().sampling().maxTokens()
                            + " tokens, so its accuracy says nothing of what it knows. Raise "
                            + (answerer.student() ? "evaluate.max-tokens" : "its sampling.max-tokens")
                            + "; only it is asked again.");
        }
    }

    private Map<String, Object> figures(EvaluationReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("questions", asked);
        figures.put("unlabelled", unlabelled);
        Map<String, Object> answerers = new LinkedHashMap<>();
        report.whole().forEach(one -> {
            Map<String, Object> figure = new LinkedHashMap<>();
            figure.put("accuracy", one.accuracy().value());
            figure.put("outputTokens", one.tokens().total());
            figure.put("truncated", one.truncated());
            figure.put("withoutAnswer", one.withoutAnswer());
            figure.put("failed", one.failed());
            answerers.put(one.subset().answerer(), figure);
        });
        figures.put("answerers", answerers);
        return figures;
    }
}
