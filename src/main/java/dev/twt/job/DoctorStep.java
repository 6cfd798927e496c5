package dev.twt.job;

import dev.twt.config.RunConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.Workspace;
import dev.twt.generation.StopSignal;
import dev.twt.generation.TeacherFiles;
import dev.twt.teacher.Finding;
import dev.twt.teacher.Finding.Level;
import dev.twt.teacher.TeacherProbe;
import dev.twt.teacher.batch.BatchProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/** Tries everything that a run needs. Each check is made whatever the others saw, and printed when it is made. */
final class DoctorStep {
    private final RunConfig config;
    private final SparkSession spark;
    private final Console console;
    private final StopSignal signal;
    private final List<Finding> all = new ArrayList<>();

    DoctorStep(RunConfig config, SparkSession spark, Console console, StopSignal signal) {
        this.config = config;
        this.spark = spark;
        this.console = console;
        this.signal = signal;
    }

    /** @throws UserException if a check failed */
    void run() {
        teachers();
        if (CodeCheck.isNeeded(config)) {
            check("code", () -> List.of(new CodeCheck(config.code()).finding()));
        }
        // Before Spark itself is looked at: reading makes a cluster bring its executors.
        check("questions", () -> List.of(new QuestionsCheck(config, spark).finding()));
        check(
                "workspace",
                () -> new WorkspaceCheck(
                                config,
                                Workspace.at(
                                        config.workspace(), spark.sparkContext().hadoopConfiguration()))
                        .findings());
        check("spark", () -> new SparkCheck(config, spark).findings());
        end();
    }

    private void teachers() {
        List<TeacherConfig> teachers = config.teachers();
        if (teachers.stream().anyMatch(teacher -> teacher.asksServer() && !teacher.launches())) {
            console.say("Each address of a server gets one real request of at most " + TeacherProbe.MOST_TOKENS
                    + " tokens; it costs as much.");
        }
        if (teachers.isEmpty() && config.imports().isEmpty()) {
            check(
                    "teachers",
                    () -> List.of(Finding.fail(
                            "teachers", "there is none", "Add a block such as teachers { mine { model = FILE } }")));
        }
        teachers.forEach(teacher -> check("teachers." + teacher.name(), () -> teacher(teacher)));
    }

    private List<Finding> teacher(TeacherConfig teacher) {
        boolean local = spark.sparkContext().isLocal();
        return local || TeacherFiles.areHere(teacher)
                ? Stream.concat(
                                TeacherProbe.of(TeacherFiles.here(teacher), local).stream(),
                                BatchProbe.of(teacher).stream())
                        .toList()
                : List.of(Finding.warn(
                        "teachers." + teacher.name(),
                        teacher.model() + " is not on this machine, so it could not be tried",
                        "See that it is at the same path on every executor, or send it with spark-submit --files"));
    }

    private void check(String where, Supplier<List<Finding>> check) {
        List<Finding> found;
        try {
            found = check.get();
        } catch (Exception e) { // Spark throws checked ones undeclared
            found = explained(where, e);
        }
        if (signal.requested()) {
            throw new StoppedEarly("you asked for it", "Nothing was left in the workspace");
        }
        all.addAll(found);
        console.say(new DoctorScreen(console.terminal().width()).of(found));
    }

    private static List<Finding> explained(String where, Exception e) {
        if (Failure.of(e) instanceof Failure.Mendable mendable) {
            return mendable.problems().stream().map(Finding::fail).toList();
        }
        LoggerFactory.getLogger(DoctorStep.class).error("A check could not be made", e);
        return List.of(Finding.fail(
                where,
                "this could not be checked (" + e.getClass().getSimpleName() + ")",
                "See the log for the cause"));
    }

    private void end() {
        long failures = count(Level.FAIL);
        console.say(DoctorScreen.sum(all.size(), count(Level.WARN), failures));
        if (failures > 0) {
            throw new UserException(
                    "twt doctor",
                    failures + " of " + all.size() + " checks failed",
                    "Mend what the lines with FAIL name, and ask again");
        }
    }

    private long count(Level level) {
        return all.stream().filter(finding -> finding.level() == level).count();
    }
}
