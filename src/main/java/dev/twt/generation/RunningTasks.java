package dev.twt.generation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Follows the tasks of one job group: which are running, and what their heartbeats count. */
final class RunningTasks extends SparkListener {
    private static final String JOB_GROUP = "spark.jobGroup.id";

    private final String group;
    private final long accumulatorId;
    private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
    private final Map<Long, Map<String, Tally>> running = new ConcurrentHashMap<>();

    RunningTasks(String group, long accumulatorId) {
        this.group = group;
        this.accumulatorId = accumulatorId;
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        if (start.properties() != null && group.equals(start.properties().getProperty(JOB_GROUP))) {
            for (var ids = start.stageInfos().iterator(); ids.hasNext(); ) {
                stages.add(ids.next().stageId());
            }
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        if (stages.contains(start.stageId())) {
            running.put(start.taskInfo().taskId(), Map.of());
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        for (var tasks = update.accumUpdates().iterator(); tasks.hasNext(); ) {
            var task = tasks.next();
            Long taskId = ((Number) task._1()).longValue();
            for (var accumulables = task._4().iterator(); accumulables.hasNext(); ) {
                var accumulable = accumulables.next();
                if (accumulable.id() == accumulatorId && accumulable.update().isDefined()) {
                    running.computeIfPresent(
                            taskId, (id, old) -> tallies(accumulable.update().get(), old));
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // the accumulator's own value, as it was put in
    private static Map<String, Tally> tallies(Object update, Map<String, Tally> otherwise) {
        return update instanceof Map ? (Map<String, Tally>) update : otherwise;
    }

    boolean any() {
        return !running.isEmpty();
    }

    /** Counts of one teacher in tasks that still run, as of their last heartbeat. */
    Tally of(String teacher) {
        return running.values().stream()
                .map(counts -> counts.getOrDefault(teacher, Tally.NONE))
                .reduce(Tally.NONE, Tally::plus);
    }
}
