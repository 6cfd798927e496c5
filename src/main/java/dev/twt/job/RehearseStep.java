package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.RehearseConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.Ledger;
import dev.twt.generation.StopSignal;
import dev.twt.selection.SelectionSummary;
import dev.twt.serving.RehearsalFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Generates against the rehearsal's server, selects if asked to, and says what the server saw and what is to expect. */
final class RehearseStep {
    private final RunContext run;
    private final Rehearsal rehearsal;
    private final StopSignal signal;

    RehearseStep(RunContext run, Rehearsal rehearsal, StopSignal signal) {
        this.run = run;
        this.rehearsal = rehearsal;
        this.signal = signal;
    }

    void run() {
        RehearseConfig config = run.config().rehearse();
        run.console()
                .say("Rehearsal: "
                        + String.join(
                                ", ",
                                replaced().stream().map(TeacherConfig::name).toList())
                        + " answered by this program; nothing is paid, no key is read or sent. Workspace: "
                        + run.workspace().root());
        try {
            run.journal().run("generate", new GenerateStep(run, signal, false)::run);
        } catch (StoppedEarly e) {
            report();
            throw e;
        }
        report();
        if (config.select()) {
            select();
        }
    }

    private List<TeacherConfig> replaced() {
        return rehearsal.real().teachers().stream()
                .filter(Rehearsal::isReplaced)
                .toList();
    }

    private void select() {
        SelectStep select = new SelectStep(run);
        run.journal().run("select", select::run);
        SelectionSummary summary = SelectionSummary.of(select.scored());
        run.console()
                .say(String.format(
                        "select: kept %,d of %,d answers, for %,d of %,d questions (canned ones: the figures mean nothing)",
                        summary.kept(), summary.candidates(), summary.questionsCovered(), summary.questions()));
    }

    private void report() {
        List<RehearsalFigures> figures = rehearsal.figures();
        run.console().say(new RehearsalScreen(figures, outlooks(figures)).text());
    }

    private List<RealOutlook> outlooks(List<RehearsalFigures> figures) {
        Map<String, Row> used = used();
        double factor = factor();
        List<RealOutlook> outlooks = new ArrayList<>();
        for (TeacherConfig teacher : replaced()) {
            Row row = used.get(teacher.name());
            if (row != null && row.getLong(1) > 0) {
                outlooks.add(RealOutlook.of(
                        teacher,
                        new RealOutlook.Rehearsed(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                figures.stream()
                                        .filter(f -> f.teacher().equals(teacher.name()))
                                        .mapToLong(RehearsalFigures::requests)
                                        .sum()),
                        factor,
                        run.config().rehearse().latency()));
            }
        }
        return outlooks;
    }

    /** Answers, prompt and completion tokens of each teacher. */
    private Map<String, Row> used() {
        Map<String, Row> used = new HashMap<>();
        Ledger.open(run.spark(), run.workspace())
                .rows()
                .groupBy(col(ResponseColumns.TEACHER))
                .agg(
                        org.apache.spark.sql.functions.expr("count(1)"),
                        org.apache.spark.sql.functions.expr("coalesce(sum(prompt_tokens), 0L)"),
                        org.apache.spark.sql.functions.expr("coalesce(sum(completion_tokens), 0L)"))
                .collectAsList()
                .forEach(row -> used.put(row.getString(0), row));
        return used;
    }

    /** Questions of the real run to one of the rehearsal. */
    private double factor() {
        long rehearsed = Questions.stored(run.spark(), run.workspace()).count();
        if (run.config().rehearse().questions() == 0 || rehearsed == 0) {
            return 1;
        }
        try (QuestionSet all = new QuestionIntake(run).read()) {
            long limit = rehearsal.real().questions().limit();
            long questions = all.figures().questions();
            return (limit > 0 ? Math.min(limit, questions) : questions) / (double) rehearsed;
        }
    }
}
