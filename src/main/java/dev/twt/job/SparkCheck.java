package dev.twt.job;

import dev.twt.config.RunConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.generation.LaunchedServers;
import dev.twt.generation.governor.GovernorPlugin;
import dev.twt.generation.governor.Governors;
import dev.twt.teacher.Finding;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Whether the session is one that a run can use well. */
final class SparkCheck {
    private static final String WHERE = "spark";

    private final RunConfig config;
    private final SparkContext context;

    SparkCheck(RunConfig config, SparkSession spark) {
        this.config = config;
        this.context = spark.sparkContext();
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>(List.of(
                Finding.ok(WHERE, "version " + context.version() + ", master " + context.master()),
                executors(),
                governor(),
                speculation()));
        if (config.teachers().stream().anyMatch(TeacherConfig::launches)) {
            found.add(gpus());
        }
        return found;
    }

    private Finding executors() {
        String cores = context.defaultParallelism() + " tasks at once";
        if (context.isLocal()) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            return Finding.ok(WHERE, "this process is driver and executor: " + cores + ", " + heap + " MiB of heap");
        }
        int executors = context.statusTracker().getExecutorInfos().length - 1; // the driver is among them
        if (executors < 1) {
            return Finding.warn(
                    WHERE,
                    "no executor has registered yet",
                    "See that the cluster has room; with dynamic allocation they come when there is work");
        }
        return Finding.ok(
                WHERE,
                executors + " executors, " + cores + ", each with "
                        + context.getConf().get("spark.executor.memory", "1g")
                        + " of heap");
    }

    private Finding governor() {
        return Governors.areShared(context)
                ? Finding.ok(WHERE, "limits and budget hold over all tasks together")
                : Finding.warn(
                        WHERE,
                        "the session was made without our plugin: each task has an equal part of limits and budget",
                        "Start it with spark.plugins = " + GovernorPlugin.class.getName());
    }

    private Finding gpus() {
        try {
            return Finding.ok(WHERE, LaunchedServers.gpus(config.teachers(), context.master(), context.getConf()));
        } catch (UserException e) {
            return Finding.fail(e.problems().get(0));
        }
    }

    private Finding speculation() {
        boolean twice = context.getConf().getBoolean("spark.speculation", false);
        if (twice && config.teachers().stream().anyMatch(TeacherConfig::paid)) {
            return Finding.warn(
                    WHERE,
                    "spark.speculation is on: a slow task runs twice, and asks paid teachers twice",
                    "Set spark.speculation = false");
        }
        return Finding.ok(WHERE, twice ? "spark.speculation is on; no teacher is paid" : "spark.speculation is off");
    }
}
