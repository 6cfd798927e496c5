package dev.twt.generation.governor;

import dev.twt.teacher.Teachers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;

/** The plugin's half on an executor: keeps the way to the driver for the tasks. Starting it never fails or waits. */
final class ExecutorSide implements ExecutorPlugin {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);
    private static volatile PluginContext plugin;

    @Override
    public void init(PluginContext context, Map<String, String> extra) {
        keep(context);
    }

    /** Models and launched servers end with the executor. */
    @Override
    public void shutdown() {
        Teachers.closeAll();
    }

    private static void keep(PluginContext context) {
        plugin = context;
    }

    /** A new client for a task. */
    static Governor client(String run) {
        PluginContext context = plugin;
        if (context == null) {
            throw new IllegalStateException(
                    "This executor has not loaded " + GovernorPlugin.class.getName() + ", though the driver has");
        }
        String executor = context.executorID();
        return new GovernorClient(
                context::ask, run, executor + "/" + UUID.randomUUID(), executor, PATIENCE, FLUSH_INTERVAL);
    }
}
