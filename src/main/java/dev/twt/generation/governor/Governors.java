package dev.twt.generation.governor;

import dev.twt.config.BudgetConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.TeacherConfig;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Puts runs under their limits. */
public final class Governors {
    private static final String PLUGINS = "spark.plugins";

    private Governors() {}

    /** Adds the plugin to those that the user has named; to be called before the session is made. */
    public static void addTo(SparkConf conf) {
        String ours = GovernorPlugin.class.getName();
        String named = conf.get(PLUGINS, "").strip();
        if (named.isEmpty()) {
            conf.set(PLUGINS, ours);
        } else if (Arrays.stream(named.split(",")).map(String::strip).noneMatch(ours::equals)) {
            conf.set(PLUGINS, named + "," + ours);
        }
    }

    /**
     * Puts a run under the limits of its teachers and its budget. Where the session has loaded the plugin, or driver
     * and executors are one process, they hold over all tasks together; else they are divided among the tasks.
     *
     * @param run unique name of the run
     * @param tasks that ask, in all
     * @param spentUsd US dollars that the budget has lost before
     * @param spentTokens tokens that the budget has lost before
     */
    public static GovernedRun begin(
            SparkContext context,
            String run,
            List<TeacherConfig> teachers,
            BudgetConfig budget,
            int tasks,
            double spentUsd,
            long spentTokens) {
        Map<String, LimitsConfig> governed = governed(teachers, budget);
        Budget most = Budget.of(budget);
        Amount spent = Amount.of(spentTokens, spentUsd);
        if (!areShared(context)) {
            int parts = Math.max(1, tasks);
            return new GovernedRun(
                    run,
                    GovernorLink.divided(run, governed, most, spent, parts),
                    Optional.empty(),
                    governed.isEmpty() ? Optional.empty() : Optional.of(notice(parts)));
        }
        DriverGovernor governor = new DriverGovernor(governed, most, spent, RateRule.MINUTE, System::nanoTime);
        OpenRuns.begin(run, governor);
        GovernorLink link =
                context.isLocal() ? GovernorLink.direct(run, governed) : GovernorLink.overSpark(run, governed);
        return new GovernedRun(run, link, Optional.of(governor), Optional.empty());
    }

    /** Whether limits and budget hold over all tasks of the session together. */
    public static boolean areShared(SparkContext context) {
        return context.isLocal() || DriverSide.isLoaded();
    }

    /** Teachers that must ask, with what limits them: requests in flight only at a server. */
    private static Map<String, LimitsConfig> governed(List<TeacherConfig> teachers, BudgetConfig budget) {
        Map<String, LimitsConfig> governed = new HashMap<>();
        for (TeacherConfig teacher : teachers) {
            LimitsConfig limits = teacher.limits();
            boolean server = teacher.asksServer();
            if (server || budget.limited() || limits.requestsPerMinute() > 0 || limits.tokensPerMinute() > 0) {
                int inFlight = server ? limits.inFlight() : 0;
                governed.put(
                        teacher.name(),
                        new LimitsConfig(limits.requestsPerMinute(), limits.tokensPerMinute(), inFlight));
            }
        }
        return governed;
    }

    private static String notice(int parts) {
        return "This Spark session was made without spark.plugins = " + GovernorPlugin.class.getName()
                + ", so each of the " + parts + " tasks has an equal part of every limit and of the budget;"
                + " with the plugin they share them";
    }
}
