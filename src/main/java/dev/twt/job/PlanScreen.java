package dev.twt.job;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The plan as a table. */
final class PlanScreen {
    private final List<TeacherPlan> plans;

    PlanScreen(List<TeacherPlan> plans) {
        this.plans = plans;
    }

    String text() {
        StringBuilder screen = new StringBuilder();
        row(screen, "teacher", "requests", "recorded", "in tokens", "out at most", "out likely", "at most $", "time");
        for (TeacherPlan plan : plans) {
            row(
                    screen,
                    plan.teacher(),
                    grouped(plan.requests()),
                    grouped(plan.recorded()),
                    (plan.counted() ? "" : "~") + grouped(plan.promptTokens()),
                    grouped(plan.mostOutput()),
                    plan.likelyOutput().isPresent()
                            ? grouped(Math.round(plan.likelyOutput().getAsDouble()))
                            : "?",
                    String.format(Locale.ROOT, "%.2f", plan.worstUsd()),
                    time(plan.seconds()));
        }
        if (plans.stream().anyMatch(plan -> plan.likelyOutput().isEmpty())) {
            screen.append("out likely: known after the first answers. time: a guess by model size and cores.\n");
        }
        return screen.toString();
    }

    private static String time(OptionalDouble seconds) {
        if (seconds.isEmpty()) {
            return "?";
        }
        long whole = Math.round(seconds.getAsDouble());
        return whole < 90 ? "~" + whole + " s" : "~" + Math.round(whole / 60.0) + " min";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void row(StringBuilder screen, String... cells) {
        screen.append(String.format("%-14s %9s %9s %10s %12s %11s %10s %8s%n", (Object[]) cells));
    }
}
