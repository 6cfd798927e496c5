package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.generation.SentAttempts.Ended;
import dev.twt.generation.governor.Governor;
import dev.twt.generation.governor.Grant;
import dev.twt.teacher.Teacher;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends one task's requests to one teacher, as many in flight as it wishes and the governor grants, again where that may
 * help, and records what comes back. Runs on the task's thread; an interrupt is a wish to stop.
 */
final class RequestRunner {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Requests offered to the governor at once. */
    private static final int MOST_OFFERED = 256;

    private final Teacher teacher;
    private final TeacherConfig config;
    private final SegmentWriter segments;
    private final FailureRule failures;
    private final Governor governor;
    private final RetryRule retries;
    private final BooleanSupplier stop;
    private final Duration grace;
    private final SampleLimit together;
    private final Attempts attempts;
    private final SentAttempts sent;
    private final AnswersToRecord answers;

    private Outbox outbox;
    private AttemptEnds ends;
    private long askAgainAt = System.nanoTime();
    private Optional<String> exhausted = Optional.empty();
    private boolean interrupted;

    /**
     * Makes a runner.
     *
     * @param tally told of recorded answers, several at once
     * @param remarks told what a user should know of the teacher, in one line
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
            Governor governor,
            Consumer<Tally> tally,
            Consumer<String> remarks,
            BooleanSupplier stop,
            Duration grace) {
        this.teacher = teacher;
        this.config = config;
        this.segments = segments;
        this.failures = failures;
        this.governor = governor;
        this.retries =
                new RetryRule(config.retry(), () -> ThreadLocalRandom.current().nextDouble());
        this.stop = stop;
        this.grace = grace;
        this.together = new SampleLimit(config, remarks);
        this.attempts = new Attempts(config, tasks, together);
        this.sent = new SentAttempts(teacher, config, runSeed);
        this.answers = new AnswersToRecord(new LedgerRows(config, tasks), segments, failures, tally);
    }

    /**
     * Runs until every request has ended, the teacher is stopped, nothing more is granted, or the run is stopped. What
     * ended is published then; what was not sent or may succeed later is left for another run.
     *
     * @param requests the samples of a question one after another
     * @return why nothing more was granted, if that ended it
     */
    Optional<String> run(Iterator<PlannedRequest> requests) throws IOException {
        outbox = new Outbox(new SampleGroups(requests, together), attempts);
        ends = new AttemptEnds(outbox, attempts, together, retries, answers);
        try {
            long stoppedAt = 0;
            while (true) {
                boolean stopping = interrupted || stop.getAsBoolean();
                if (!stopping) {
                    fill();
                } else if (stoppedAt == 0) {
                    stoppedAt = System.nanoTime();
                }
                boolean graceOver = stopping && System.nanoTime() - stoppedAt >= grace.toNanos();
                boolean nothingLeft = stopping || mayNotSend() || outbox.isEmpty();
                if (graceOver || (sent.underWay() == 0 && nothingLeft)) {
                    break;
                }
                take();
                if (!interrupted && !stop.getAsBoolean()) {
                    // What goes out next waits for no row to be written.
                    fill();
                }
                answers.record();
            }
        } finally {
            publish();
        }
        return exhausted;
    }

    private void publish() throws IOException {
        try {
            answers.publish();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean mayNotSend() {
        return exhausted.isPresent()
                || failures.stopped().isPresent()
                || teacher.lost().isPresent();
    }

    private void fill() {
        while (!mayNotSend() && System.nanoTime() >= askAgainAt) {
            int room = Math.min(MOST_OFFERED, Math.max(1, teacher.concurrency()) - sent.underWay());
            List<Attempt> offered = room <= 0 ? List.of() : outbox.take(room, System.nanoTime());
            if (offered.isEmpty()) {
                return;
            }
            Grant grant = governor.ask(
                    config.name(), offered.stream().map(Attempt::worst).toList());
            for (int i = 0; i < grant.granted(); i++) {
                sent.send(offered.get(i), grant.firstPermit() + i);
            }
            outbox.putBack(offered.subList(grant.granted(), offered.size()));
            askAgainAt = System.nanoTime() + grant.askAgain().toNanos();
            exhausted = grant.exhausted();
        }
    }

    private void take() {
        long now = System.nanoTime();
        long wait = Math.min(LONGEST_WAIT_NANOS, segments.nanosUntilDue() + 1);
        if (askAgainAt > now) {
            wait = Math.min(wait, askAgainAt - now);
        }
        wait = Math.min(wait, outbox.nanosUntilDue(now) + 1);
        List<Ended> some = List.of();
        try {
            // No more than the segment still takes: what a kill costs stays one segment and what is in flight.
            some = sent.take(wait, segments.room());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        for (Ended one : some) {
            governor.settle(one.permit(), Settling.of(config, one.outcomes()));
            long rest = ends.of(one.attempt(), one.outcomes());
            if (rest > 0) {
                askAgainAt = Math.max(askAgainAt, System.nanoTime() + rest);
            }
        }
    }
}
