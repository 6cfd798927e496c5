package dev.twt.generation.governor;

import dev.twt.config.LimitsConfig;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.TaskContext;

/** The way to a run's governor; travels with the tasks. */
public final class GovernorLink implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final HashMap<String, LimitsConfig> governed;
    private final Way way;

    /** How a governor is reached. */
    private sealed interface Way extends Serializable {
        Governor open(GovernorLink link);
    }

    private record Direct() implements Way {
        @Override
        public Governor open(GovernorLink link) {
            DriverGovernor governor = OpenRuns.governor(link.run)
                    .orElseThrow(() -> new IllegalStateException("The run has ended: " + link.run));
            return new DirectGovernor(governor, UUID.randomUUID().toString(), "driver");
        }
    }

    private record OverSpark() implements Way {
        @Override
        public Governor open(GovernorLink link) {
            return ExecutorSide.client(link.run);
        }
    }

    private record Divided(Budget budget, long spentTokens, long spentNanoUsd, int tasks) implements Way {
        @Override
        public Governor open(GovernorLink link) {
            TaskContext task = TaskContext.get();
            boolean again = task != null && (task.attemptNumber() > 0 || task.stageAttemptNumber() > 0);
            Amount spent = new Amount(spentTokens, spentNanoUsd);
            return new StaticShare(link.governed, budget, spent, tasks, again, System::nanoTime);
        }
    }

    private GovernorLink(String run, Map<String, LimitsConfig> governed, Way way) {
        this.run = run;
        this.governed = new HashMap<>(governed);
        this.way = way;
    }

    static GovernorLink direct(String run, Map<String, LimitsConfig> governed) {
        return new GovernorLink(run, governed, new Direct());
    }

    static GovernorLink overSpark(String run, Map<String, LimitsConfig> governed) {
        return new GovernorLink(run, governed, new OverSpark());
    }

    static GovernorLink divided(
            String run, Map<String, LimitsConfig> governed, Budget budget, Amount spent, int tasks) {
        return new GovernorLink(run, governed, new Divided(budget, spent.tokens(), spent.nanoUsd(), tasks));
    }

    /**
     * Opens a governor for one task, where that task runs. To be closed when the task ends.
     *
     * @param teacher whose requests the task sends; one without any limit is granted everything without a message
     */
    public Governor open(String teacher) {
        return governed.containsKey(teacher) ? way.open(this) : new Ungoverned();
    }
}
