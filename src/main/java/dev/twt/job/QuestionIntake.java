package dev.twt.job;

import dev.twt.dataset.QuestionFigures;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.QuestionStore;
import dev.twt.dataset.Questions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings the user's questions into the workspace, with what could not be read beside them. */
final class QuestionIntake {
    private final RunContext run;

    QuestionIntake(RunContext run) {
        this.run = run;
    }

    /** Reads the files, says what was left out, and returns the stored questions; without files those of an import. */
    Dataset<Row> store() {
        if (!run.config().questions().paths().isEmpty()) {
            try (QuestionSet set = read()) {
                set.check(run.config().strict());
                new QuestionStore(run.workspace()).write(set);
                say(set.figures());
            }
        }
        return Questions.stored(run.spark(), run.workspace());
    }

    QuestionSet read() {
        return Questions.read(
                run.spark(), run.config().questions(), run.config().task());
    }

    private void say(QuestionFigures figures) {
        if (figures.rejectedRows() == 0) {
            return;
        }
        run.console()
                .note(figures.rejectedRows() + " of " + figures.rows() + " rows of the questions were left out (see "
                        + run.workspace().rejected() + "):");
        figures.rejected().forEach((reason, rows) -> run.console().note("  " + rows + "  " + reason));
    }
}
