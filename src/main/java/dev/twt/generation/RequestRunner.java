package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.generation.governor.Governor;
import dev.twt.generation.governor.Grant;
import dev.twt.generation.governor.Settlement;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
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
    private final TaskFinder tasks;
    private final long runSeed;
    private final LedgerRows rows;
    private final SegmentWriter segments;
    private final FailureRule failures;
    private final Governor governor;
    private final RetryRule retries;
    private final Consumer<Tally> tally;
    private final BooleanSupplier stop;
    private final Duration grace;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    /** Ended and not yet rows. */
    private final Deque<Answer> answers = new ArrayDeque<>();

    private Outbox outbox;
    private int inFlight;
    private long askAgainAt = System.nanoTime();
    private Optional<String> exhausted = Optional.empty();
    private boolean interrupted;

    private record Ended(Attempt attempt, long permit, Outcome outcome) {}

    private record Answer(PlannedRequest request, Outcome outcome, Instant at) {}

    /**
     * Makes a runner.
     *
     * @param tally told of recorded answers, several at once
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
            BooleanSupplier stop,
            Duration grace) {
        this.teacher = teacher;
        this.config = config;
        this.tasks = tasks;
        this.runSeed = runSeed;
        this.rows = new LedgerRows(config, tasks);
        this.segments = segments;
        this.failures = failures;
        this.governor = governor;
        this.retries =
                new RetryRule(config.retry(), () -> ThreadLocalRandom.current().nextDouble());
        this.tally = tally;
        this.stop = stop;
        this.grace = grace;
    }

    /**
     * Runs until every request has ended, the teacher is stopped, nothing more is granted, or the run is stopped. What
     * ended is published then; what was not sent or may succeed later is left for another run.
     *
     * @return why nothing more was granted, if that ended it
     */
    Optional<String> run(Iterator<PlannedRequest> requests) throws IOException {
        outbox = new Outbox(requests, this::first);
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
                if (graceOver || (inFlight == 0 && nothingLeft)) {
                    break;
                }
                take();
                if (!interrupted && !stop.getAsBoolean()) {
                    // What goes out next waits for no row to be written.
                    fill();
                }
                recordAnswers();
            }
        } finally {
            publish();
        }
        return exhausted;
    }

    private void publish() throws IOException {
        try {
            recordAnswers();
            segments.flush();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Attempt first(PlannedRequest request) {
        List<ChatMessage> messages =
                PromptMessages.of(tasks.named(request.task()).teacherPrompt(request.question(), config.examples()));
        return new Attempt(request, messages, WorstCase.of(config, messages), 1, System.nanoTime());
    }

    private boolean mayNotSend() {
        return exhausted.isPresent()
                || failures.stopped().isPresent()
                || teacher.lost().isPresent();
    }

    private void fill() {
        while (!mayNotSend() && System.nanoTime() >= askAgainAt) {
            int room = Math.min(MOST_OFFERED, Math.max(1, teacher.concurrency()) - inFlight);
            List<Attempt> offered = room <= 0 ? List.of() : outbox.take(room, System.nanoTime());
            if (offered.isEmpty()) {
                return;
            }
            Grant grant = governor.ask(
                    config.name(), offered.stream().map(Attempt::worst).toList());
            for (int i = 0; i < grant.granted(); i++) {
                send(offered.get(i), grant.firstPermit() + i);
            }
            outbox.putBack(offered.subList(grant.granted(), offered.size()));
            askAgainAt = System.nanoTime() + grant.askAgain().toNanos();
            exhausted = grant.exhausted();
        }
    }

    private void send(Attempt attempt, long permit) {
        inFlight++;
        PlannedRequest request = attempt.request();
        try {
            CompletableFuture<Outcome> answer = teacher.answer(new TeacherRequest(
                    request.requestId(),
                    request.sample(),
                    attempt.messages(),
                    config.sampling(),
                    RequestIdentity.seed(runSeed, request.requestId())));
            var unused = answer.whenComplete((outcome, fault) ->
                    ended.add(new Ended(attempt, permit, fault == null ? outcome : failure(fault))));
        } catch (RuntimeException e) {
            ended.add(new Ended(attempt, permit, failure(e)));
        }
    }

    private static Outcome failure(Throwable fault) {
        return new Outcome.Failed(LedgerRows.oneLine(fault.toString()), 1);
    }

    private void take() {
        long now = System.nanoTime();
        long wait = Math.min(LONGEST_WAIT_NANOS, segments.nanosUntilDue() + 1);
        if (askAgainAt > now) {
            wait = Math.min(wait, askAgainAt - now);
        }
        wait = Math.min(wait, outbox.nanosUntilDue(now) + 1);
        List<Ended> some = new ArrayList<>();
        try {
            Ended one = ended.poll(wait, TimeUnit.NANOSECONDS);
            if (one != null) {
                some.add(one);
                // No more than the segment still takes: what a kill costs stays one segment and what is in flight.
                ended.drainTo(some, segments.room() - 1);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        inFlight -= some.size();
        for (Ended one : some) {
            governor.settle(one.permit(), settlement(one.outcome()));
            end(one.attempt(), one.outcome());
        }
    }

    private Settlement settlement(Outcome outcome) {
        Completion completion = LedgerRows.completion(outcome);
        if (completion != null) {
            return Settlement.used(
                    (long) completion.promptTokens() + completion.completionTokens(),
                    WorstCase.usd(config, completion));
        }
        if (outcome instanceof Outcome.Retry retry) {
            return retry.served() ? Settlement.unknown() : Settlement.free(retry.throttled());
        }
        boolean unsent = outcome instanceof Outcome.Resting || outcome instanceof Outcome.Starting;
        return unsent ? Settlement.unsent() : Settlement.free(false);
    }

    private void end(Attempt attempt, Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            if (retries.allowsAnother(attempt.number())) {
                outbox.keep(attempt.next(), System.nanoTime() + retries.waitNanos(attempt.number(), retry.after()));
            } else {
                record(attempt, new Outcome.Failed(retry.error(), attempt.number()));
            }
        } else if (outcome instanceof Outcome.Resting resting) {
            long now = System.nanoTime();
            if (retries.allowsWaiting(now - attempt.begun())) {
                outbox.keep(attempt, now + retries.waitNanos(attempt.number(), resting.after()));
            } else {
                record(attempt, new Outcome.Failed(resting.error(), attempt.number()));
            }
        } else if (outcome instanceof Outcome.Starting starting) {
            // Nobody else is asked meanwhile: the whole list would go round and round.
            long now = System.nanoTime();
            outbox.putBack(List.of(attempt.begunAt(now)));
            askAgainAt = Math.max(askAgainAt, now + starting.after().toNanos());
        } else {
            record(attempt, outcome.afterAttempts(attempt.number()));
        }
    }

    private void record(Attempt attempt, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            failures.failed(failed.error());
        } else {
            failures.succeeded();
        }
        answers.add(new Answer(attempt.request(), outcome, Instant.now()));
    }

    private void recordAnswers() throws IOException {
        if (!answers.isEmpty()) {
            Tally sum = Tally.NONE;
            while (!answers.isEmpty()) {
                Answer answer = answers.poll();
                segments.add(rows.row(answer.request(), answer.outcome(), answer.at()));
                sum = sum.plus(Tally.of(answer.outcome()));
            }
            tally.accept(sum);
        }
        segments.flushIfDue();
    }
}
