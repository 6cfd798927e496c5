package dev.twt.generation;

import dev.twt.generation.governor.GovernorFigures;
import dev.twt.generation.governor.SpendingFigures;
import dev.twt.generation.governor.TeacherFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener every second how far a run has come, and passes on the wish to stop. */
final class ProgressReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final long STOP_CHECK_MILLIS = 100;
    private static final int CHECKS_A_REPORT = 10;

    private final List<Planned> planned;
    private final TallySource source;
    private final Supplier<GovernorFigures> governor;
    private final double budgetUsd;
    private final ProgressListener listener;
    private final ScheduledExecutorService clock;
    private int checks;
    private ScheduledFuture<?> ticks;

    /**
     * What is known of a teacher's requests before the run.
     *
     * @param teacher its name
     * @param planned all its requests
     * @param recorded those that need not be asked
     */
    record Planned(String teacher, long planned, long recorded) {
        long open() {
            return planned - recorded;
        }
    }

    /** Where counts of now come from. */
    @FunctionalInterface
    interface TallySource {
        Tally of(String teacher);
    }

    /** @param budgetUsd US dollars for all teachers together; 0: no limit */
    ProgressReporter(
            List<Planned> planned,
            TallySource source,
            Supplier<GovernorFigures> governor,
            double budgetUsd,
            ProgressListener listener) {
        this.planned = List.copyOf(planned);
        this.source = source;
        this.governor = governor;
        this.budgetUsd = budgetUsd;
        this.listener = listener;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "twt-progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins. {@code onStop} is run again and again once the signal is given: a job may start after it. */
    void start(StopSignal signal, Runnable onStop) {
        ticks = clock.scheduleWithFixedDelay(
                () -> {
                    if (signal.requested()) {
                        onStop.run();
                    }
                    if (checks++ % CHECKS_A_REPORT == 0) {
                        report();
                    }
                },
                0,
                STOP_CHECK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    List<GenerationProgress> now() {
        List<GenerationProgress> all = new ArrayList<>();
        GovernorFigures now = governor.get();
        Map<String, TeacherFigures> figures = now.teachers();
        for (Planned teacher : planned) {
            Tally tally = source.of(teacher.teacher());
            Optional<TeacherFigures> asked = Optional.ofNullable(figures.get(teacher.teacher()));
            all.add(new GenerationProgress(
                    teacher.teacher(),
                    teacher.planned(),
                    teacher.recorded(),
                    tally.answered(),
                    tally.truncated(),
                    tally.refused(),
                    tally.failed(),
                    tally.promptTokens(),
                    tally.completionTokens(),
                    asked.map(TeacherFigures::throttled).orElse(0L),
                    asked.map(f -> f.spending().spentUsd()).orElse(0.0),
                    asked.map(TeacherFigures::inFlight).orElse(0),
                    usdLeft(now)));
        }
        return all;
    }

    /** Where limits are divided among tasks, nobody counts together. */
    private double usdLeft(GovernorFigures now) {
        if (budgetUsd <= 0 || now.teachers().isEmpty()) {
            return GenerationProgress.UNLIMITED;
        }
        SpendingFigures spending = now.spending();
        return Math.max(0, budgetUsd - spending.spentUsd() - spending.uncertainUsd());
    }

    private synchronized void report() {
        try {
            listener.onProgress(now());
        } catch (RuntimeException e) {
            LOG.warn("the progress display failed", e);
        }
    }

    /** Reports a last time and ends. */
    @Override
    public void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        clock.shutdownNow();
        report();
    }
}
