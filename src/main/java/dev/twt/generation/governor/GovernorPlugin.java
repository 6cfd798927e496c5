package dev.twt.generation.governor;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Lets executors ask the driver for permits, over Spark's own connections. Named in {@code spark.plugins}, where
 * {@link Governors#addTo} puts it. Its figures are gauges among Spark's metrics, under this class's name.
 */
public final class GovernorPlugin implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new DriverSide();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorSide();
    }
}
