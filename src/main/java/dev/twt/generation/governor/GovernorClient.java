package dev.twt.generation.governor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An executor's client of the driver's governor. Settlements go with the next question, else by themselves a little
 * later. A message without an answer is sent again until it has one, under its own number; what it was granted then
 * comes too late to be sent and is given back.
 */
final class GovernorClient implements Governor {
    private static final Duration UNREACHED = Duration.ofMillis(250);
    private static final ScheduledExecutorService FLUSHES = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "twt-governor-settlements");
        thread.setDaemon(true);
        return thread;
    });

    private final PatientLine line;
    private final String run;
    private final String client;
    private final String executor;
    private final Queue<Settled> settled = new ConcurrentLinkedQueue<>();
    private final ReentrantLock talking = new ReentrantLock();
    private final ScheduledFuture<?> flushes;
    private long sequence;
    private Exchange unanswered;
    private Object unansweredCode;
    private boolean farewell;
    private volatile boolean closed;

    /**
     * Starts a client.
     *
     * @param run named when the run was begun
     * @param client unique in the run
     * @param patience with one answer
     * @param flushInterval after which a settlement goes by itself
     */
    GovernorClient(
            DriverLine line, String run, String client, String executor, Duration patience, Duration flushInterval) {
        this.line = new PatientLine(line, patience);
        this.run = run;
        this.client = client;
        this.executor = executor;
        this.flushes = FLUSHES.scheduleWithFixedDelay(
                this::flush, flushInterval.toNanos(), flushInterval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Grant ask(String teacher, List<Reservation> worst) {
        List<Amount> amounts = worst.stream().map(Amount::of).toList();
        talking.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The governor's client is closed");
            }
            Optional<Grant> answer =
                    clearUnanswered() ? exchange(message(teacher, amounts, false)) : Optional.<Grant>empty();
            return answer.orElse(new Grant(0, 0, UNREACHED, Optional.empty()));
        } finally {
            talking.unlock();
        }
    }

    @Override
    public void settle(long permit, Settlement settlement) {
        settled.add(Settled.of(permit, settlement));
    }

    /** What the driver does not hear at once it hears later: the settlements' thread goes on until it has answered. */
    @Override
    public void close() {
        closed = true;
        flush();
    }

    private void flush() {
        if (!talking.tryLock()) {
            return;
        }
        try {
            if (farewell || !clearUnanswered()) {
                return;
            }
            if (closed) {
                exchange(message("", List.of(), true));
                endIfHeard();
            } else if (!settled.isEmpty()) {
                exchange(message("", List.of(), false));
            }
        } finally {
            talking.unlock();
        }
    }

    private boolean clearUnanswered() {
        if (unanswered == null) {
            return true;
        }
        Exchange late = unanswered;
        Optional<Grant> answer = exchange(late);
        answer.ifPresent(grant -> giveBack(grant, late));
        endIfHeard();
        return answer.isPresent() && !farewell;
    }

    private void endIfHeard() {
        if (closed && unanswered == null && sequence == Long.MAX_VALUE) {
            farewell = true;
            flushes.cancel(false);
        }
    }

    private void giveBack(Grant grant, Exchange late) {
        if (!late.worst().isEmpty()) {
            for (int i = 0; i < grant.granted(); i++) {
                settle(grant.firstPermit() + i, Settlement.unsent());
            }
        }
    }

    private Exchange message(String teacher, List<Amount> worst, boolean leaving) {
        List<Settled> ended = new ArrayList<>();
        for (Settled one = settled.poll(); one != null; one = settled.poll()) {
            ended.add(one);
        }
        sequence = leaving ? Long.MAX_VALUE : sequence + 1;
        return new Exchange(run, client, executor, sequence, ended, teacher, worst, leaving);
    }

    private Optional<Grant> exchange(Exchange message) {
        if (unanswered != message) {
            unanswered = message;
            unansweredCode = message.encode();
        }
        Optional<Object> answer = line.ask(unansweredCode);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        unanswered = null;
        return answer.map(GrantCode::decode);
    }
}
