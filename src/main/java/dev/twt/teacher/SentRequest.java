package dev.twt.teacher;

import dev.twt.teacher.http.EndpointPool.Health;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One request until it ends. It is sent once, and where that takes long a second time: the first good end counts and cuts
 * the other sending; a fault is an end only when no other sending is under way.
 */
final class SentRequest {
    private final List<TeacherRequest> samples;
    private final Endings endings;
    private final long start;
    private final Consumer<SentRequest> over;
    private final CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();
    private final List<Leg> underWay = new ArrayList<>();
    private Ending fault;
    private int sendings;
    private boolean ended;

    /**
     * Begins its time; {@link #follow} sends it.
     *
     * @param over told when it has ended
     */
    SentRequest(List<TeacherRequest> samples, Endings endings, Consumer<SentRequest> over) {
        this.samples = List.copyOf(samples);
        this.endings = endings;
        this.start = System.nanoTime();
        this.over = over;
        var unused = outcomes.whenComplete((o, broken) -> {
            if (outcomes.isCancelled()) {
                giveUp();
            }
        });
    }

    List<TeacherRequest> samples() {
        return samples;
    }

    CompletableFuture<List<Outcome>> outcomes() {
        return outcomes;
    }

    /** Nanoseconds since it was first sent. */
    long age(long now) {
        return now - start;
    }

    /** The only sending, where there was one and it is still under way. */
    synchronized Leg only() {
        return !ended && sendings == 1 && underWay.size() == 1 ? underWay.get(0) : null;
    }

    /** Takes a sending as one of this request's. */
    void follow(Leg leg) {
        boolean late;
        synchronized (this) {
            late = ended;
            if (!late) {
                sendings++;
                underWay.add(leg);
            }
        }
        if (late) {
            leg.end(Health.UNKNOWN);
            return;
        }
        var unused = leg.sent().whenComplete((response, broken) -> end(leg, response, broken));
    }

    private void end(Leg leg, HttpResponse<String> response, Throwable broken) {
        synchronized (this) {
            if (ended) {
                return;
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(age(System.nanoTime()));
        Ending ending = broken == null
                ? endings.read(samples, response, millis)
                : endings.broken(samples, broken, leg.address());
        if (isLast(leg, ending)) {
            finish(ending.orBetter(fault), cut -> Health.UNKNOWN);
        }
    }

    /** Takes the sending out; whether the request has ended with it. */
    private synchronized boolean isLast(Leg leg, Ending ending) {
        if (ended || !underWay.remove(leg)) {
            return false;
        }
        leg.end(ending.health());
        ended = ending.good() || underWay.isEmpty();
        if (!ended) {
            fault = ending;
        }
        return ended;
    }

    /** No whole answer came in time. */
    void timeOut(long now, long timeoutNanos) {
        Leg first;
        synchronized (this) {
            if (ended || underWay.isEmpty()) {
                return;
            }
            ended = true;
            first = underWay.get(0);
        }
        finish(
                endings.timedOut(samples, first.address()),
                leg -> now - leg.start() >= timeoutNanos ? Health.FAULTY : Health.UNKNOWN);
    }

    /** Nobody waits for it any more. */
    void giveUp() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        finish(Endings.givenUp(samples), leg -> Health.UNKNOWN);
    }

    private void finish(Ending ending, Function<Leg, Health> healthOfTheCut) {
        over.accept(this);
        List<Leg> cut;
        synchronized (this) {
            cut = List.copyOf(underWay);
            underWay.clear();
        }
        cut.forEach(leg -> leg.end(healthOfTheCut.apply(leg)));
        outcomes.complete(ending.outcomes());
    }
}
