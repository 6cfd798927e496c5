package dev.twt.generation.governor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** The plugin's half on the driver. Spark gives it one thread for all messages, so nothing here waits. */
final class DriverSide implements DriverPlugin {
    private static final double MICRO = 1e6;
    private static volatile boolean loaded;

    /** Whether this driver's context has loaded the plugin, which is known of no other way in a ready-made session. */
    static boolean isLoaded() {
        return loaded;
    }

    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
        OpenRuns.forgetLost();
        context.addSparkListener(new LostExecutors());
        loaded = true;
        return Map.of();
    }

    @Override
    public void registerMetrics(String application, PluginContext plugin) {
        MetricRegistry metrics = plugin.metricRegistry();
        gauge(metrics, "granted", figures -> sum(figures, TeacherFigures::granted));
        gauge(metrics, "inFlight", figures -> sum(figures, TeacherFigures::inFlight));
        gauge(metrics, "throttled", figures -> sum(figures, TeacherFigures::throttled));
        gauge(metrics, "spentMicroUsd", figures -> micro(figures.spending().spentUsd()));
        gauge(metrics, "spentTokens", figures -> figures.spending().spentTokens());
        gauge(metrics, "reservedMicroUsd", figures -> micro(figures.spending().reservedUsd()));
        gauge(metrics, "uncertainMicroUsd", figures -> micro(figures.spending().uncertainUsd()));
        gauge(metrics, "uncertainTokens", figures -> figures.spending().uncertainTokens());
    }

    private static void gauge(MetricRegistry metrics, String name, ToLongFunction<GovernorFigures> value) {
        metrics.register(name, (Gauge<Long>) () -> value.applyAsLong(OpenRuns.figures()));
    }

    private static long sum(GovernorFigures figures, ToLongFunction<TeacherFigures> one) {
        return figures.teachers().values().stream().mapToLong(one).sum();
    }

    private static long micro(double usd) {
        return Math.round(usd * MICRO);
    }

    @Override
    public Object receive(Object message) {
        try {
            return GrantCode.encode(OpenRuns.take(Exchange.decode(message)));
        } catch (RuntimeException e) {
            // An exception of ours would not be found by the executor's own class loader either.
            return GrantCode.encode(new Grant(
                    0, 0, Duration.ZERO, Optional.of("the driver did not understand a message: " + e.getMessage())));
        }
    }

    @Override
    public void shutdown() {
        loaded = false;
    }

    /** Tells the runs which executors are gone. */
    private static final class LostExecutors extends SparkListener {
        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            OpenRuns.executorLost(removed.executorId());
        }
    }
}
