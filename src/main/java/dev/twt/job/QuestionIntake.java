package dev.twt.job;

import dev.twt.config.UserException;
import dev.twt.dataset.QuestionFigures;
import dev.twt.dataset.QuestionFiles;
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
        if (run.config().questions().paths().isEmpty()) {
            return stored();
        }
        QuestionStore store = new QuestionStore(run.workspace());
        QuestionFiles files = find();
        say(store.unchanged(files).filter(this::suffices).orElseGet(() -> store(files, store)));
        return store.read(run.spark());
    }

    /** What is there already. */
    Dataset<Row> stored() {
        if (run.config().imports().isEmpty()
                && !run.workspace().has(run.workspace().questions())) {
            throw new UserException(
                    "questions",
                    "nobody has said where the questions of this run are; evaluate.questions are for evaluate alone",
                    "Write questions = FILE");
        }
        return Questions.stored(run.spark(), run.workspace());
    }

    private QuestionFigures store(QuestionFiles files, QuestionStore store) {
        try (QuestionSet set = files.read()) {
            set.check(run.config().strict());
            store.write(set);
            store.note(files, set.figures());
            return set.figures();
        }
    }

    /** Otherwise the files are read again, and the rows that are in the way are shown. */
    private boolean suffices(QuestionFigures figures) {
        return figures.questions() > 0 && !(run.config().strict() && figures.rejectedRows() > 0);
    }

    private QuestionFiles find() {
        return QuestionFiles.find(
                run.spark(), run.config().questions(), run.config().task());
    }

    QuestionSet read() {
        return find().read();
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
