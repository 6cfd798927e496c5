package dev.twt.generation.governor;

import dev.twt.config.LimitsConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One task's equal part of limits and budget, where tasks cannot ask the driver. What a task does not use nobody else
 * may, so that the sum never goes over; a limit of requests a minute alone is given out at least once a task.
 */
final class StaticShare implements Governor {
    private final DirectGovernor part;

    /**
     * Starts a task.
     *
     * @param limits of the whole cluster
     * @param budget of the whole run
     * @param spent by earlier runs
     * @param tasks that the run has in all
     * @param again whether another attempt of this task may have used its part: it gets no budget, and its limits
     *     a minute start used up
     * @param clock nanoseconds
     */
    StaticShare(
            Map<String, LimitsConfig> limits,
            Budget budget,
            Amount spent,
            int tasks,
            boolean again,
            LongSupplier clock) {
        Map<String, LimitsConfig> parts = new HashMap<>();
        limits.forEach((teacher, whole) -> parts.put(teacher, part(whole, tasks)));
        Budget share = again ? budget.nothing() : budget.share(spent, tasks);
        DriverGovernor governor = new DriverGovernor(parts, share, Amount.NONE, RateRule.MINUTE, clock);
        if (again) {
            governor.startUsedUp();
        }
        this.part = new DirectGovernor(governor, "task", "here");
    }

    private static LimitsConfig part(LimitsConfig whole, int tasks) {
        return new LimitsConfig(part(whole.requestsPerMinute(), tasks), part(whole.tokensPerMinute(), tasks), (int)
                part(whole.inFlight(), tasks));
    }

    private static long part(long whole, int tasks) {
        return whole == 0 ? 0 : Math.max(1, whole / tasks);
    }

    @Override
    public Grant ask(String teacher, List<Reservation> worst) {
        return part.ask(teacher, worst);
    }

    @Override
    public void settle(long permit, Settlement settlement) {
        part.settle(permit, settlement);
    }

    @Override
    public void close() {
        part.close();
    }
}
