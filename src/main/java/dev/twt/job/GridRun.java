package dev.twt.job;

import dev.twt.generation.StopSignal;
import dev.twt.training.grid.StepCount;
import dev.twt.training.grid.StudentEnd;
import dev.twt.training.grid.StudentJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * The students of a grid on executors, each a Spark job of one task: so one that takes its executor with it again and again
 * ends itself alone.
 */
final class GridRun {
    private static final long LOOK_MILLIS = 200;
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final double NANOS = 1e9;

    private final JavaSparkContext context;
    private final GridSlots slots;
    private final Function<LongAccumulator, GridTask> tasks;
    private final StopSignal signal;
    private final Consumer<String> said;
    private final GridHeartbeats heartbeats = new GridHeartbeats();
    private final Map<StudentJob, Running> running = new LinkedHashMap<>();
    private final Map<String, StudentEnd> ended = new LinkedHashMap<>();
    private final List<StudentJob> done = new ArrayList<>();

    /**
     * @param tasks the task that counts its steps so
     * @param said told what happens
     */
    GridRun(
            JavaSparkContext context,
            GridSlots slots,
            Function<LongAccumulator, GridTask> tasks,
            StopSignal signal,
            Consumer<String> said) {
        this.context = context;
        this.slots = slots;
        this.tasks = tasks;
        this.signal = signal;
        this.said = said;
    }

    private record Running(JavaFutureAction<List<String>> future, LongAccumulator steps) {}

    /** Trains them; how each ended, by name. Where the user asks to stop, those that were not begun are not in it. */
    Map<String, StudentEnd> run(List<StudentJob> jobs) throws InterruptedException {
        Deque<StudentJob> waiting = new ArrayDeque<>(jobs);
        long planned = jobs.stream().mapToLong(StepCount::planned).sum();
        long begin = System.nanoTime();
        double lastLine = 0;
        context.sc().addSparkListener(heartbeats);
        try {
            while (!running.isEmpty() || !waiting.isEmpty() && !signal.requested()) {
                while (!waiting.isEmpty() && running.size() < slots.atOnce() && !signal.requested()) {
                    submit(waiting.poll());
                }
                if (signal.requested()) { // one that was just submitted may have missed that all jobs were cancelled
                    running.values().forEach(one -> one.future().cancel(true));
                }
                boolean news = takeEnded();
                double seconds = (System.nanoTime() - begin) / NANOS;
                if (news || seconds - lastLine >= SECONDS_BETWEEN_LINES) {
                    lastLine = seconds;
                    said.accept(progress(jobs.size(), planned, seconds).line());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } finally {
            running.values().forEach(one -> one.future().cancel(true));
            context.sc().removeSparkListener(heartbeats);
        }
        return ended;
    }

    private void submit(StudentJob job) {
        LongAccumulator steps = context.sc().longAccumulator("steps of " + job.name());
        JavaRDD<String> one = context.parallelize(List.of(job.json()), 1);
        context.sc().setJobDescription("train " + job.name());
        try {
            JavaRDD<String> trained = one.map(tasks.apply(steps));
            running.put(
                    job,
                    new Running(
                            slots.profile()
                                    .map(trained::withResources)
                                    .orElse(trained)
                                    .collectAsync(),
                            steps));
        } finally {
            context.sc().setJobDescription(null);
        }
    }

    private boolean takeEnded() throws InterruptedException {
        List<StudentJob> over = running.keySet().stream()
                .filter(job -> running.get(job).future().isDone())
                .toList();
        for (StudentJob job : over) {
            StudentEnd end = end(running.remove(job).future());
            ended.put(job.name(), end);
            done.add(job);
            said.accept(GridScreen.end(job, end));
        }
        return !over.isEmpty();
    }

    private StudentEnd end(JavaFutureAction<List<String>> future) throws InterruptedException {
        try {
            return StudentEnd.of(future.get().get(0));
        } catch (CancellationException | ExecutionException e) {
            String what = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
            return signal.requested()
                    ? new StudentEnd.Stopped()
                    : new StudentEnd.Failed(
                            "an executor",
                            "Spark gave it up: " + what.lines().findFirst().orElse(""),
                            "See the executor's log; said again, it goes on where its folder can be reached");
        }
    }

    private GridScreen.Progress progress(int students, long planned, double seconds) {
        long steps = done.stream()
                        .filter(job -> ended.get(job.name()) instanceof StudentEnd.Trained)
                        .mapToLong(StepCount::planned)
                        .sum()
                + running.values().stream()
                        .mapToLong(one -> Math.max(0, heartbeats.of(one.steps().id())))
                        .sum();
        int failed = (int) ended.values().stream()
                .filter(StudentEnd.Failed.class::isInstance)
                .count();
        int active = (int) running.values().stream().filter(this::isActive).count();
        return new GridScreen.Progress(students, ended.size() - failed, failed, active, steps, planned, 0, seconds);
    }

    /** Whether its task is under way and does not wait for a place. */
    private boolean isActive(Running one) {
        for (int id : one.future().jobIds()) {
            SparkJobInfo job = context.statusTracker().getJobInfo(id);
            for (int stage : job == null ? new int[0] : job.stageIds()) {
                SparkStageInfo info = context.statusTracker().getStageInfo(stage);
                if (info != null && info.numActiveTasks() > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
