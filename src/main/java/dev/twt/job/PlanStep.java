package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.RoundsConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.QuestionFigures;
import dev.twt.dataset.QuestionSet;
import dev.twt.generation.Ledger;
import dev.twt.generation.Round;
import dev.twt.generation.batch.OpenBatches;
import dev.twt.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says what a generation would ask, take and cost, and every problem there is, before a token is spent. */
final class PlanStep {
    private final RunContext run;

    PlanStep(RunContext run) {
        this.run = run;
    }

    void run() {
        try (Preflight preflight = new Preflight(run)) {
            if (run.config().questions().paths().isEmpty()) {
                preflight.check();
                report(new QuestionIntake(run).stored(), preflight);
            } else {
                reportFiles(preflight);
            }
        }
    }

    private void reportFiles(Preflight preflight) {
        try (QuestionSet set = new QuestionIntake(run).read()) {
            check(set, preflight.problems());
            say(set.figures());
            report(set.questions(), preflight);
        } catch (UserException e) {
            throw preflight.problems().isEmpty() ? e : together(preflight.problems(), e);
        }
    }

    private static UserException together(List<Problem> problems, UserException e) {
        List<Problem> all = new ArrayList<>(problems);
        e.problems().stream().filter(problem -> !all.contains(problem)).forEach(all::add);
        return new UserException(all);
    }

    private void check(QuestionSet set, List<Problem> problems) {
        set.check(run.config().strict());
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
    }

    private void say(QuestionFigures figures) {
        run.console()
                .say(String.format(
                        "%,d questions%s%s",
                        figures.questions(),
                        limited(figures),
                        figures.rejectedRows() == 0
                                ? ""
                                : String.format(
                                        "; %,d of %,d rows cannot be used: %s",
                                        figures.rejectedRows(), figures.rows(), figures.rejected())));
    }

    private String limited(QuestionFigures figures) {
        long limit = run.config().questions().limit();
        return limit > 0 && limit < figures.questions()
                ? String.format(", of which the first %,d are taken (questions.limit)", limit)
                : "";
    }

    private void report(Dataset<Row> questions, Preflight preflight) {
        try (QuestionReview review = QuestionReview.of(run, questions)) {
            review.words().ifPresent(run.console()::note);
            reportAsked(review.asked(), preflight);
        }
    }

    private void reportAsked(Dataset<Row> questions, Preflight preflight) {
        RoundsConfig rounds = run.config().rounds();
        List<TeacherConfig> teachers = run.config().teachers();
        List<TeacherPlan> plans = plans(questions, new Round(0, rounds.asked(0, teachers)), preflight);
        run.console().say(new PlanScreen(plans).text());
        List<FurtherRounds> further = FurtherRounds.of(rounds, teachers, round -> plans(questions, round, preflight));
        say(further, plans, rounds, questions);
        run.config().teachers().stream()
                .filter(teacher -> teacher.batch().enabled())
                .forEach(teacher -> run.console()
                        .note(String.format(
                                Locale.ROOT,
                                "%s is asked in batches, at %.0f%% of its price (price.batch-discount); answers may take"
                                        + " as long as the provider says (%s).",
                                teacher.name(),
                                100 * (1 - teacher.price().batchDiscount()),
                                teacher.batch().completionWindow())));
        plans.stream()
                .filter(plan -> plan.sent() < plan.requests() - plan.recorded())
                .forEach(plan -> run.console()
                        .note(String.format(
                                Locale.ROOT,
                                "%,d open answers of %s are asked in %,d requests, each of which pays its prompt once"
                                        + " (samples-a-request).",
                                plan.requests() - plan.recorded(),
                                plan.teacher(),
                                plan.sent())));
        new CompressPlan(run).text(questions).ifPresent(run.console()::say);
        new TrainPlan(run).text().ifPresent(run.console()::say);
        new EvaluatePlan(run).text().ifPresent(run.console()::say);
        OpenBatches.of(run.spark(), run.workspace()).forEach(this::sayOpen);
        LikelyUse.of(
                        plans,
                        run.config().teachers(),
                        Ledger.open(run.spark(), run.workspace()).rationales())
                .forEach(use -> run.console().say(use.words()));
        Stream.concat(plans.stream(), further.stream().flatMap(some -> some.plans().stream()))
                .filter(plan -> plan.tooLong() > 0)
                .forEach(plan -> run.console()
                        .note(String.format(
                                "%,d questions do not fit the %,d tokens of %s together with its answer; they will fail."
                                        + " Shorten them, lower teachers.%s.sampling.max-tokens or examples.",
                                plan.tooLong(), plan.contextLength().orElse(0), plan.teacher(), plan.teacher())));
    }

    private List<TeacherPlan> plans(Dataset<Row> questions, Round round, Preflight preflight) {
        return TeacherPlan.of(run, questions, round, Tasks::named, preflight);
    }

    private void say(
            List<FurtherRounds> further, List<TeacherPlan> first, RoundsConfig rounds, Dataset<Row> questions) {
        if (further.isEmpty()) {
            return;
        }
        int enough = run.config().selection().diversity().k();
        further.forEach(some -> run.console().say(some.text(enough)));
        FurtherRounds.total(first, further).ifPresent(run.console()::say);
        FurtherRounds.likely(run.journal().figures("generate").orElse(Map.of()), rounds, questions.count())
                .ifPresent(run.console()::say);
    }

    private void sayOpen(OpenBatches open) {
        boolean known = run.config().teachers().stream().anyMatch(t -> t.name().equals(open.teacher()));
        run.console()
                .note(String.format(
                        Locale.ROOT,
                        "%,d requests of %s are at its provider already, in %,d batches, and count against the budget. %s",
                        open.requests(),
                        open.teacher(),
                        open.batches(),
                        known
                                ? "They are among the open ones above; twt generate fetches them and does not submit them"
                                        + " again."
                                : "The configuration does not name this teacher: add it again, so that twt generate can"
                                        + " fetch them."));
    }
}
