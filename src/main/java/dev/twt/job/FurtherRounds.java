package dev.twt.job;

import dev.twt.config.RoundsConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.generation.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Further rounds that ask the same teachers in the same way, planned as if every question stayed open.
 *
 * @param first number of the first one, from 0
 * @param last number of the last one
 * @param plans of the first one
 */
record FurtherRounds(int first, int last, List<TeacherPlan> plans) {
    FurtherRounds {
        plans = List.copyOf(plans);
    }

    /** All further rounds of a run, those that are alike together. */
    static List<FurtherRounds> of(
            RoundsConfig rounds, List<TeacherConfig> teachers, Function<Round, List<TeacherPlan>> planning) {
        List<FurtherRounds> all = new ArrayList<>();
        for (int first = 1, next; first < rounds.most(); first = next) {
            List<TeacherConfig> asked = rounds.asked(first, teachers);
            next = first + 1;
            while (next < rounds.most() && rounds.asked(next, teachers).equals(asked)) {
                next++;
            }
            all.add(new FurtherRounds(first, next - 1, planning.apply(new Round(first, asked))));
        }
        return all;
    }

    private double worstUsd() {
        return plans.stream().mapToDouble(TeacherPlan::worstUsd).sum();
    }

    /**
     * What they take at worst.
     *
     * @param enough good answers that a question needs
     */
    String text(int enough) {
        return String.format(
                Locale.ROOT,
                "%s asks only questions that have %s by then; at worst, if all stay open:%n%s",
                first == last ? "Round " + (first + 1) : "Each of the rounds " + (first + 1) + " to " + (last + 1),
                AskingRounds.tooFew(enough),
                new PlanScreen(plans).text());
    }

    /** The worst case of all rounds from here on; empty where nothing costs money. */
    static Optional<String> total(List<TeacherPlan> firstRound, List<FurtherRounds> further) {
        double usd = firstRound.stream().mapToDouble(TeacherPlan::worstUsd).sum();
        for (FurtherRounds rounds : further) {
            usd += (rounds.last() - rounds.first() + 1) * rounds.worstUsd();
        }
        return usd > 0
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "All rounds together, if every question stays open through all of them: at most %.2f $.",
                        usd))
                : Optional.empty();
    }

    /** What is likely by the last run, whose figures these are; empty where it has none. */
    static Optional<String> likely(Map<String, Object> figures, RoundsConfig rounds, long questions) {
        return figures.get(RoundReport.FIGURE) instanceof List<?> lines && !lines.isEmpty()
                ? likely(lines.get(lines.size() - 1), rounds, questions)
                : Optional.empty();
    }

    private static Optional<String> likely(Object lastLine, RoundsConfig rounds, long questions) {
        if (lastLine instanceof Map<?, ?> line
                && line.get("round") instanceof Number round
                && line.get("open") instanceof Number open
                && round.intValue() + 1 < rounds.most()
                && questions > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "By the last run %,d of %,d questions were open after round %d: round %d would take about %.0f%% of"
                            + " its worst case.",
                    open.longValue(),
                    questions,
                    round.intValue() + 1,
                    round.intValue() + 2,
                    100.0 * open.longValue() / questions));
        }
        return Optional.empty();
    }
}
