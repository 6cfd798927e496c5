package dev.twt.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;

/** What tasks that still run have counted, as their executors' heartbeats bring it: one number an accumulator. */
final class GridHeartbeats extends SparkListener {
    private final Map<Long, Long> latest = new ConcurrentHashMap<>();

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        for (var tasks = update.accumUpdates().iterator(); tasks.hasNext(); ) {
            for (var accumulables = tasks.next()._4().iterator(); accumulables.hasNext(); ) {
                var accumulable = accumulables.next();
                if (accumulable.update().isDefined() && accumulable.update().get() instanceof Long count) {
                    latest.put(accumulable.id(), count);
                }
            }
        }
    }

    /** The last that was heard of an accumulator; 0 for nothing. */
    long of(long accumulator) {
        return latest.getOrDefault(accumulator, 0L);
    }
}
