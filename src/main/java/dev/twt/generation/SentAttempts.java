package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one task has under way at its teacher. Sent and taken by the task's thread. */
final class SentAttempts {
    private final Teacher teacher;
    private final TeacherConfig config;
    private final long runSeed;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private int underWay;

    /** @param outcomes one a sample, in the order of the attempt's requests */
    record Ended(Attempt attempt, long permit, List<Outcome> outcomes) {}

    SentAttempts(Teacher teacher, TeacherConfig config, long runSeed) {
        this.teacher = teacher;
        this.config = config;
        this.runSeed = runSeed;
    }

    int underWay() {
        return underWay;
    }

    void send(Attempt attempt, long permit) {
        underWay++;
        try {
            CompletableFuture<List<Outcome>> answers = teacher.answerTogether(
                    attempt.requests().stream().map(r -> request(attempt, r)).toList());
            var unused = answers.whenComplete((outcomes, fault) ->
                    ended.add(new Ended(attempt, permit, fault == null ? outcomes : failures(attempt, fault))));
        } catch (RuntimeException e) {
            ended.add(new Ended(attempt, permit, failures(attempt, e)));
        }
    }

    private TeacherRequest request(Attempt attempt, PlannedRequest request) {
        return new TeacherRequest(
                request.requestId(),
                request.sample(),
                attempt.messages(),
                config.sampling(),
                RequestIdentity.seed(runSeed, request.requestId()));
    }

    private static List<Outcome> failures(Attempt attempt, Throwable fault) {
        return Collections.nCopies(
                attempt.requests().size(), new Outcome.Failed(LedgerRows.oneLine(fault.toString()), 1));
    }

    /**
     * Takes what has ended.
     *
     * @param nanos longest wait for the first
     * @param samples not many more than these are taken at once
     */
    List<Ended> take(long nanos, int samples) throws InterruptedException {
        List<Ended> taken = new ArrayList<>();
        int left = samples;
        for (Ended one = ended.poll(nanos, TimeUnit.NANOSECONDS); one != null; one = left > 0 ? ended.poll() : null) {
            taken.add(one);
            left -= one.outcomes().size();
        }
        underWay -= taken.size();
        return taken;
    }
}
