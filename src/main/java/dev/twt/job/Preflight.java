package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.model.file.ModelException;
import dev.twt.teacher.PromptCounter;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens what the teachers need before any of them is asked, so that every problem shows at once and none in the middle of
 * a run. On a cluster the model files may be on the executors alone; there the executors tell.
 */
final class Preflight {
    private final RunContext run;

    Preflight(RunContext run) {
        this.run = run;
    }

    void check() {
        List<Problem> problems = problems();
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (run.config().teachers().isEmpty()) {
            problems.add(new Problem(
                    "teachers", "there is none", "Add a block such as teachers { mine { model = FILE } }"));
        }
        if (run.spark().sparkContext().isLocal()) {
            run.config().teachers().forEach(teacher -> check(teacher, problems));
        }
        return problems;
    }

    private static void check(TeacherConfig teacher, List<Problem> problems) {
        try {
            PromptCounter.open(teacher).close();
        } catch (UserException e) {
            problems.addAll(e.problems());
        } catch (ModelException e) {
            problems.add(new Problem("teachers." + teacher.name() + ": " + e.where(), e.what(), e.fix()));
        }
    }
}
