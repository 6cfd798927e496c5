package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.UserException;
import dev.twt.dataset.QuestionFigures;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says what a generation would ask, take and cost, and every problem there is, before a token is spent. */
final class PlanStep {
    private final RunContext run;

    PlanStep(RunContext run) {
        this.run = run;
    }

    void run() {
        List<Problem> problems = new ArrayList<>(new Preflight(run).problems());
        if (run.config().questions().paths().isEmpty()) {
            report(Questions.stored(run.spark(), run.workspace()), problems);
        } else {
            try (QuestionSet set = new QuestionIntake(run).read()) {
                check(set, problems);
                say(set.figures());
                report(set.questions(), problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
    }

    private void check(QuestionSet set, List<Problem> problems) {
        try {
            set.check(run.config().strict());
        } catch (UserException e) {
            problems.addAll(e.problems());
            throw new UserException(problems);
        }
    }

    private void say(QuestionFigures figures) {
        run.console()
                .say(String.format(
                        "%,d questions%s",
                        figures.questions(),
                        figures.rejectedRows() == 0
                                ? ""
                                : String.format(
                                        "; %,d of %,d rows cannot be used: %s",
                                        figures.rejectedRows(), figures.rows(), figures.rejected())));
    }

    private void report(Dataset<Row> questions, List<Problem> problems) {
        if (!problems.isEmpty()) {
            return;
        }
        List<TeacherPlan> plans = TeacherPlan.of(run, questions, Tasks::named);
        run.console().say(new PlanScreen(plans).text());
        plans.stream()
                .filter(plan -> plan.tooLong() > 0)
                .forEach(plan -> run.console()
                        .note(String.format(
                                "%,d questions do not fit the %,d tokens of %s together with its answer; they will fail."
                                        + " Shorten them, lower teachers.%s.sampling.max-tokens or examples.",
                                plan.tooLong(), plan.contextLength().orElse(0), plan.teacher(), plan.teacher())));
    }
}
