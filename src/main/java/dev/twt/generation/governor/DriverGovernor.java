package dev.twt.generation.governor;

import dev.twt.config.LimitsConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The driver's side of one run: every grant and every settlement goes through here. Never waits. */
final class DriverGovernor {
    private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** All clients together are told to ask no more often than this. */
    private static final long NANOS_A_CLIENT = TimeUnit.MILLISECONDS.toNanos(1);

    private static final String LOST = "this executor was given up";
    private static final String OVER = "the run has ended";

    private final Map<String, TeacherAccount> teachers = new HashMap<>();
    private final Budget budget;
    private final Account account;
    private final LongSupplier clock;
    private final Map<Long, Permit> open = new HashMap<>();
    /** Permits whose owner is gone: uncertain, unless a settlement comes late. */
    private final Map<Long, Permit> abandoned = new HashMap<>();

    private final Set<String> clients = new HashSet<>();
    private final Set<String> lost = new HashSet<>();
    private long nextPermit = 1;
    private boolean over;

    private record Permit(TeacherAccount teacher, String client, String executor, Amount worst) {}

    /**
     * Starts a run.
     *
     * @param limits a teacher; 0 is no limit, for requests in flight too
     * @param spent by earlier runs
     * @param clock nanoseconds
     */
    DriverGovernor(Map<String, LimitsConfig> limits, Budget budget, Amount spent, RateRule rule, LongSupplier clock) {
        long now = clock.getAsLong();
        limits.forEach((name, limit) -> teachers.put(name, new TeacherAccount(name, limit, rule, now)));
        this.budget = budget;
        this.account = new Account(spent);
        this.clock = clock;
    }

    /** Grants a prefix; see {@link Governor#ask}. */
    synchronized Grant ask(String client, String executor, String teacher, List<Amount> worst) {
        if (over || lost.contains(executor)) {
            return new Grant(0, 0, Duration.ZERO, Optional.of(over ? OVER : LOST));
        }
        clients.add(client);
        TeacherAccount asked = teachers.get(teacher);
        if (asked == null) {
            throw new IllegalArgumentException("No such teacher in this run: " + teacher);
        }
        long first = nextPermit;
        long now = clock.getAsLong();
        for (Amount one : worst) {
            Optional<Refusal> refusal = refusal(asked, teacher, client, one, now);
            if (refusal.isPresent()) {
                return prefix((int) (nextPermit - first), first, refusal.get());
            }
            asked.grant(client, one, now);
            account.reserve(one);
            open.put(nextPermit++, new Permit(asked, client, executor, one));
        }
        return Grant.all(worst.size(), first);
    }

    private Optional<Refusal> refusal(TeacherAccount asked, String teacher, String client, Amount one, long now) {
        Optional<Refusal> dear = budget.refusal(teacher, one, account);
        dear.flatMap(Refusal::exhausted).ifPresent(asked::exhaust);
        return dear.isPresent() ? dear : asked.refusal(client, one, now);
    }

    private Grant prefix(int granted, long first, Refusal refusal) {
        if (refusal.exhausted().isPresent() && granted == 0) {
            return new Grant(0, 0, Duration.ZERO, refusal.exhausted());
        }
        long least = clients.size() * NANOS_A_CLIENT;
        long wait = Math.min(MOST_WAIT_NANOS, Math.max(least, refusal.waitNanos()));
        return new Grant(granted, first, Duration.ofNanos(wait), Optional.empty());
    }

    /** Takes a settlement; one of a permit that is settled already is ignored. */
    synchronized void settle(Settled settled) {
        Permit permit = open.remove(settled.permit());
        if (permit != null) {
            permit.teacher().ended(permit.client());
            both(permit, a -> a.release(permit.worst()));
            book(permit, settled);
            return;
        }
        Permit late = abandoned.remove(settled.permit());
        if (late != null) {
            both(late, a -> a.clear(late.worst()));
            book(late, settled);
        }
    }

    private void book(Permit permit, Settled settled) {
        if (settled.throttled()) {
            permit.teacher().throttled();
        }
        if (settled.sent()) {
            both(permit, a -> {
                if (settled.certain()) {
                    a.spend(settled.used());
                } else {
                    a.doubt(permit.worst());
                }
            });
        }
    }

    /** The run's account and the teacher's move together. */
    private void both(Permit permit, Consumer<Account> change) {
        change.accept(account);
        change.accept(permit.teacher().account());
    }

    /** A client is done: what it has not settled may have been spent. */
    synchronized void left(String client) {
        clients.remove(client);
        abandon(permit -> permit.client().equals(client));
    }

    /** An executor is gone: it gets nothing more, and what it has not settled may have been spent. */
    synchronized void executorLost(String executor) {
        lost.add(executor);
        abandon(permit -> permit.executor().equals(executor));
    }

    private void abandon(Predicate<Permit> whose) {
        open.entrySet().removeIf(entry -> {
            Permit permit = entry.getValue();
            if (whose.test(permit)) {
                permit.teacher().ended(permit.client());
                both(permit, a -> {
                    a.release(permit.worst());
                    a.doubt(permit.worst());
                });
                abandoned.put(entry.getKey(), permit);
                return true;
            }
            return false;
        });
    }

    /** Grants nothing more. */
    synchronized void end() {
        over = true;
    }

    /** As if every limit a minute had just been used up. */
    synchronized void startUsedUp() {
        teachers.values().forEach(teacher -> teacher.startUsedUp(clock.getAsLong()));
    }

    synchronized GovernorFigures figures() {
        Map<String, TeacherFigures> figures = new HashMap<>();
        teachers.forEach((name, teacher) -> figures.put(name, teacher.figures()));
        return new GovernorFigures(figures, SpendingFigures.of(account));
    }
}
