package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.generation.LaunchedServers;
import dev.twt.generation.TeacherFiles;
import dev.twt.model.file.ModelException;
import dev.twt.teacher.PromptCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;

/**
 * Opens what the teachers need before any of them is asked, so that every problem shows at once and none in the middle of
 * a run. On a cluster the model files may be on the executors alone; there the executors tell.
 */
final class Preflight implements AutoCloseable {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, PromptCounter> counters = new HashMap<>();
    private final String block;
    private final Console console;

    /** Of all teachers of the run. */
    Preflight(RunContext run) {
        this(run, run.config().teachers());
    }

    /** Of those that a step asks. */
    Preflight(RunContext run, List<TeacherConfig> teachers) {
        this(run, teachers, "teachers.");
    }

    /** @param block what stands before their names in messages */
    Preflight(RunContext run, List<TeacherConfig> teachers, String block) {
        this.block = block;
        this.console = run.console();
        if (teachers.isEmpty()) {
            problems.add(
                    new Problem("teachers", "there is none", "Add a block such as teachers { mine { model = FILE } }"));
        }
        openStage(run, teachers);
        boolean local = run.spark().sparkContext().isLocal();
        teachers.stream()
                .filter(teacher -> local || TeacherFiles.areHere(teacher))
                .map(TeacherFiles::here)
                .forEach(this::open);
    }

    private void openStage(RunContext run, List<TeacherConfig> teachers) {
        SparkContext context = run.spark().sparkContext();
        try {
            LaunchedServers.gpus(teachers, context.master(), context.getConf());
        } catch (UserException e) {
            problems.addAll(e.problems());
        }
    }

    private void open(TeacherConfig teacher) {
        try {
            PromptCounter counter = PromptCounter.open(teacher);
            counters.put(teacher.name(), counter);
            if (!counter.prefix().isEmpty()) {
                console.note(teacher.name() + " is asked with `" + counter.prefix()
                        + "` before each prompt, as it was trained: its folder says so");
            }
        } catch (UserException e) {
            problems.addAll(e.problems());
        } catch (ModelException e) {
            problems.add(new Problem(block + teacher.name() + ": " + e.where(), e.what(), e.fix()));
        }
    }

    List<Problem> problems() {
        return problems;
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
    }

    /** Empty for a teacher that only an executor can open. */
    Optional<PromptCounter> counter(TeacherConfig teacher) {
        return Optional.ofNullable(counters.get(teacher.name()));
    }

    @Override
    public void close() {
        counters.values().forEach(PromptCounter::close);
    }
}
