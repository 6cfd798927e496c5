package dev.twt.generation;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Brings lines from running tasks to the driver with their executors' heartbeats, each line once: the tasks of an
 * executor tell the same of the server they share.
 */
final class NewsFeed extends SparkListener {
    private final CollectionAccumulator<String> lines;
    private final Consumer<String> reader;
    private final Set<String> read = new HashSet<>();

    /** @param reader told each line, on Spark's own thread; must not block */
    NewsFeed(CollectionAccumulator<String> lines, Consumer<String> reader) {
        this.lines = lines;
        this.reader = reader;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        for (var tasks = update.accumUpdates().iterator(); tasks.hasNext(); ) {
            for (var accumulables = tasks.next()._4().iterator(); accumulables.hasNext(); ) {
                var accumulable = accumulables.next();
                if (accumulable.id() == lines.id() && accumulable.update().isDefined()) {
                    read(accumulable.update().get());
                }
            }
        }
    }

    /** Reads what the last heartbeat did not bring: at the end of the run, as ended tasks left it at the driver. */
    void readRest() {
        read(lines.value());
    }

    private synchronized void read(Object update) {
        if (update instanceof Collection<?> told) {
            told.stream().map(Object::toString).filter(read::add).forEach(reader);
        }
    }
}
