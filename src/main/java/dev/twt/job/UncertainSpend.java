package dev.twt.job;

import dev.twt.generation.Funds;
import dev.twt.generation.governor.SpendingFigures;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was sent and never answered, in this run and those before: it may have been billed, so it stays counted against the
 * budget, and is said.
 */
final class UncertainSpend {
    private static final String USD = "uncertainUsd";
    private static final String TOKENS = "uncertainTokens";

    /** The steps that ask teachers; each keeps its own part in its record. */
    private static final List<String> STEPS = List.of("generate", "compress", EvaluateStep.NAME);

    private final RunContext run;
    private final Funds others;
    private Funds funds;

    /** Of generate; to be made before the step's record is written anew: it holds earlier runs' figures. */
    UncertainSpend(RunContext run) {
        this(run, "generate");
    }

    /** The same of another step. */
    UncertainSpend(RunContext run, String step) {
        this.run = run;
        this.others = STEPS.stream()
                .filter(other -> !other.equals(step))
                .map(this::before)
                .reduce(new Funds(run.config().budget(), 0, 0), UncertainSpend::plus);
        this.funds = before(step);
        keep();
    }

    private static Funds plus(Funds one, Funds more) {
        return new Funds(
                one.budget(), one.uncertainUsd() + more.uncertainUsd(), one.uncertainTokens() + more.uncertainTokens());
    }

    private Funds before(String step) {
        return new Funds(
                run.config().budget(),
                before(step, USD).doubleValue(),
                before(step, TOKENS).longValue());
    }

    /** Earlier runs' figure. */
    private Number before(String step, String figure) {
        return run.journal()
                .figures(step)
                .map(figures -> figures.get(figure))
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .orElse(0);
    }

    private void keep() {
        if (funds.uncertainUsd() > 0 || funds.uncertainTokens() > 0) {
            run.journal().keep(Map.of(USD, funds.uncertainUsd(), TOKENS, funds.uncertainTokens()));
        }
    }

    /** What may be spent now. */
    Funds funds() {
        return plus(funds, others);
    }

    /** Takes in what a round has left uncertain. */
    void add(SpendingFigures spending) {
        funds = new Funds(
                funds.budget(),
                funds.uncertainUsd() + spending.uncertainUsd(),
                funds.uncertainTokens() + spending.uncertainTokens());
        keep();
        if (spending.uncertainTokens() > 0) {
            run.console()
                    .note(String.format(
                            Locale.ROOT,
                            "Requests were sent whose answers never came; they may have been billed, at most %,d tokens"
                                    + " and %.4f US dollars. They count against the budget.",
                            spending.uncertainTokens(),
                            spending.uncertainUsd()));
        }
    }
}
