package dev.twt.job;

import dev.twt.config.EvaluateConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.evaluation.Answerer;
import dev.twt.evaluation.AskedQuestions;
import dev.twt.evaluation.LabelledQuestions;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.task.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What twt evaluate would ask, in words. Students that are not trained yet are named and not counted. */
final class EvaluatePlan {
    private final RunContext run;
    private final EvaluateConfig config;

    EvaluatePlan(RunContext run) {
        this.run = run;
        this.config = run.config().evaluate();
    }

    /** Lines for the screen; empty where nobody is to be measured. */
    Optional<String> text() {
        if (!config.wanted()) {
            return Optional.empty();
        }
        Answerers answerers = new Answerers(run);
        List<Answerer> there = answerers.there();
        String missing =
                answerers.missing().isEmpty() ? "" : "; not there yet: " + String.join(", ", answerers.missing());
        try (QuestionSet set =
                Questions.read(run.spark(), config.questions(), run.config().task(), EvaluateStep.QUESTIONS)) {
            Dataset<Row> labelled = LabelledQuestions.of(set.questions());
            String lines = there.isEmpty() ? "" : "\n" + lines(labelled, there);
            return Optional.of(String.format(
                    Locale.ROOT, "evaluate: %,d labelled questions%s%s", labelled.count(), missing, lines));
        }
    }

    private String lines(Dataset<Row> labelled, List<Answerer> answerers) {
        List<TeacherConfig> models = answerers.stream().map(Answerer::model).toList();
        try (Preflight preflight = new Preflight(run, models, EvaluateStep.ANSWERER)) {
            preflight.check();
            return TeacherPlan.of(
                            run,
                            AskedQuestions.of(labelled, answerers, Tasks::named),
                            new Round(0, models, RequestPlan.EVALUATE),
                            Tasks::named,
                            preflight)
                    .stream()
                    .map(EvaluatePlan::line)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String line(TeacherPlan plan) {
        return String.format(
                Locale.ROOT,
                "  %s: %,d answers, %,d recorded; ~%,d in tokens, %,d out at most, at most %.2f $",
                plan.teacher(),
                plan.requests(),
                plan.recorded(),
                plan.promptTokens(),
                plan.mostOutput(),
                plan.worstUsd());
    }
}
