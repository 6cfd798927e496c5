package dev.twt.job;

import dev.twt.config.GridConfig;
import dev.twt.config.Problem;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TrainMethod;
import dev.twt.config.UserException;
import dev.twt.dataset.StoragePaths;
import dev.twt.distillation.export.Exported;
import dev.twt.generation.StopSignal;
import dev.twt.training.Stage;
import dev.twt.training.Student;
import dev.twt.training.grid.Grid;
import dev.twt.training.grid.StudentEnd;
import dev.twt.training.grid.StudentJob;
import dev.twt.training.grid.StudentRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains the students of {@code grid} side by side on executors. */
final class GridStep {
    /** Name of the step in the record. */
    static final String NAME = "train-grid";

    private final RunContext run;
    private final GridConfig grid;
    private final StopSignal signal;
    private final List<Grid.Member> members;
    private final Map<TrainMethod, StudentSets> sets = new LinkedHashMap<>();
    private final JavaSparkContext context;

    GridStep(RunContext run, StopSignal signal) {
        this.run = run;
        this.grid = run.config().grid();
        this.signal = signal;
        this.members = Grid.of(run.config());
        this.context = new JavaSparkContext(run.spark().sparkContext());
    }

    Map<String, Object> run() {
        check();
        GridSlots slots = GridSlots.of(context, grid, members.size());
        try {
            GridPlace place = place();
            List<StudentJob> jobs = jobs(place);
            List<StudentJob> open = open(jobs, place);
            Map<String, StudentEnd> ended = trained(open, place, slots);
            return finished(jobs, open, ended, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while students were trained", e);
        }
    }

    /** Every set is there, and where driver and executors are one machine, every base model and the trainer. */
    private void check() {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Grid.Member member : members) {
            TrainMethod method = member.config().method();
            if (!sets.containsKey(method)) {
                sets.put(
                        method,
                        new StudentSets(run, member.config(), member.config().sets()));
                problems.addAll(sets.get(method).problems());
            }
        }
        if (problems.isEmpty() && context.sc().isLocal()) {
            for (Grid.Member member : members) {
                try {
                    Student.check(member.config(), System.getenv());
                } catch (UserException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new UserException(List.copyOf(problems));
        }
    }

    private GridPlace place() throws IOException {
        String setsName = run.config().train().name() + "-sets";
        boolean onDisk = StoragePaths.local(
                        new org.apache.hadoop.fs.Path(run.workspace().students()),
                        run.workspace().configuration())
                .isPresent();
        return onDisk || context.sc().isLocal()
                ? new GridPlace.Shared(Students.folder(run).toString(), setsName)
                : new GridPlace.Published(run.workspace(), setsName, grid.scratch());
    }

    /** Sets are written once a method, whoever learns them. */
    private List<StudentJob> jobs(GridPlace place) throws IOException {
        Path folder = place.sets();
        Map<String, Exported> exported = new HashMap<>();
        Map<TrainMethod, List<Stage>> stages = new HashMap<>();
        Map<TrainMethod, Map<String, Map<String, Long>>> teachers = new HashMap<>();
        List<StudentJob> jobs = new ArrayList<>();
        for (Grid.Member member : members) {
            TrainMethod method = member.config().method();
            List<Stage> its =
                    stages.computeIfAbsent(method, one -> sets.get(one).written(folder, exported));
            jobs.add(new StudentJob(
                    member.config(),
                    member.seed(),
                    its.stream()
                            .map(stage -> StudentJob.StageSet.of(stage, folder))
                            .toList(),
                    teachers.computeIfAbsent(method, one -> sets.get(one).teachers()),
                    run.journal().versions(),
                    Student.inputs(its, member.config(), member.seed())));
        }
        place.share(folder);
        return jobs;
    }

    private List<StudentJob> open(List<StudentJob> jobs, GridPlace place) throws IOException {
        List<StudentJob> open = new ArrayList<>();
        for (StudentJob job : jobs) {
            String was = place.record(job).map(StudentRecord::inputs).orElse("");
            if (!was.equals(job.inputs())) {
                open.add(job);
            } else {
                run.console().say(job.name() + " is done: nothing it depends on has changed");
            }
        }
        return open;
    }

    private Map<String, StudentEnd> trained(List<StudentJob> open, GridPlace place, GridSlots slots)
            throws InterruptedException {
        List<String> hidden = List.copyOf(run.config().secretVariables());
        Consumer<String> said = run.console().quiet() ? line -> {} : run.console()::say;
        if (!open.isEmpty()) {
            said.accept("Students to be trained: " + open.size() + ", threads of each: " + grid.cores() + ", in "
                    + place.at(""));
        }
        return new GridRun(context, slots, steps -> new GridTask(place, grid, hidden, steps), signal, said).run(open);
    }

    private Map<String, Object> finished(
            List<StudentJob> jobs, List<StudentJob> open, Map<String, StudentEnd> ended, GridPlace place)
            throws IOException {
        Map<String, Object> students = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (StudentJob job : jobs) {
            StudentEnd end = ended.get(job.name());
            if (end instanceof StudentEnd.Failed failed) {
                problems.add(new Problem(job.name() + ": " + failed.where(), failed.what(), failed.fix()));
                students.put(job.name(), Map.of("state", "failed", "why", failed.what()));
            } else {
                students.put(job.name(), figures(place, job));
            }
        }
        Map<String, Object> figures = Map.of("students", students);
        run.journal().keep(figures);
        run.console().say(GridScreen.summary(jobs, ended, jobs.size() - open.size(), place.at("")));
        if (signal.requested()) {
            throw new StoppedEarly(
                    "you asked for it", "Students that were done are kept, and the checkpoints of others");
        }
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
        return figures;
    }

    private static Map<String, Object> figures(GridPlace place, StudentJob job) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        var record = place.record(job).filter(one -> one.inputs().equals(job.inputs()));
        figures.put("state", record.isPresent() ? "done" : "open");
        figures.put("method", job.config().method().word());
        figures.put("seed", job.seed());
        record.ifPresent(one -> figures.put("stages", TrainStep.stages(one.stages())));
        return figures;
    }
}
