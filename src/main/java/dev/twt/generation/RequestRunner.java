package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends one task's requests to one teacher, keeping as many in flight as it wishes, and records what comes back. Runs
 * on the task's thread; an interrupt is a wish to stop.
 */
final class RequestRunner {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Teacher teacher;
    private final TeacherConfig config;
    private final TaskFinder tasks;
    private final long runSeed;
    private final SegmentWriter segments;
    private final FailureRule failures;
    private final Consumer<Tally> tally;
    private final BooleanSupplier stop;
    private final Duration grace;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private int inFlight;
    private boolean interrupted;

    private record Ended(PlannedRequest request, Outcome outcome) {}

    /**
     * Makes a runner.
     *
     * @param tally told of every recorded answer
     * @param stop asked often; once true nothing more is sent
     * @param grace how long a stopped runner still takes answers of what is in flight
     */
    RequestRunner(
            Teacher teacher,
            TeacherConfig config,
            TaskFinder tasks,
            long runSeed,
            SegmentWriter segments,
            FailureRule failures,
            Consumer<Tally> tally,
            BooleanSupplier stop,
            Duration grace) {
        this.teacher = teacher;
        this.config = config;
        this.tasks = tasks;
        this.runSeed = runSeed;
        this.segments = segments;
        this.failures = failures;
        this.tally = tally;
        this.stop = stop;
        this.grace = grace;
    }

    /** Runs until every request has ended, the teacher is stopped, or the run is. What ended is published then. */
    void run(Iterator<PlannedRequest> requests) throws IOException {
        try {
            long stoppedAt = 0;
            while (true) {
                boolean stopping = interrupted || stop.getAsBoolean();
                if (!stopping) {
                    fill(requests);
                } else if (stoppedAt == 0) {
                    stoppedAt = System.nanoTime();
                }
                boolean graceOver = stopping && System.nanoTime() - stoppedAt >= grace.toNanos();
                if (inFlight == 0 || graceOver) {
                    break;
                }
                takeOne();
            }
        } finally {
            segments.flush();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void fill(Iterator<PlannedRequest> requests) {
        while (inFlight < Math.max(1, teacher.concurrency())
                && failures.stopped().isEmpty()
                && requests.hasNext()) {
            send(requests.next());
        }
    }

    private void send(PlannedRequest request) {
        inFlight++;
        try {
            CompletableFuture<Outcome> answer = teacher.answer(new TeacherRequest(
                    request.requestId(),
                    request.sample(),
                    PromptMessages.of(tasks.named(request.task()).teacherPrompt(request.question(), config.examples())),
                    config.sampling(),
                    RequestIdentity.seed(runSeed, request.requestId())));
            var unused = answer.whenComplete(
                    (outcome, fault) -> ended.add(new Ended(request, fault == null ? outcome : failure(fault))));
        } catch (RuntimeException e) {
            ended.add(new Ended(request, failure(e)));
        }
    }

    private static Outcome failure(Throwable fault) {
        return new Outcome.Failed(LedgerRows.oneLine(fault.toString()), 1);
    }

    private void takeOne() throws IOException {
        try {
            Ended one = ended.poll(Math.min(LONGEST_WAIT_NANOS, segments.nanosUntilDue() + 1), TimeUnit.NANOSECONDS);
            if (one != null) {
                record(one);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        segments.flushIfDue();
    }

    private void record(Ended one) throws IOException {
        inFlight--;
        if (one.outcome() instanceof Outcome.Failed failed) {
            failures.failed(failed.error());
        } else {
            failures.succeeded();
        }
        segments.add(new LedgerRows(config, tasks).row(one.request(), one.outcome(), Instant.now()));
        tally.accept(Tally.of(one.outcome()));
    }
}
