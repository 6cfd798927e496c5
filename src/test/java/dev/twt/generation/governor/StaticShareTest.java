package dev.twt.generation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.BudgetConfig;
import dev.twt.config.LimitsConfig;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaticShareTest {
    private static final String ADA = "ada";
    private long now;

    private StaticShare share(LimitsConfig limits, double usd, double spentUsd, int tasks, boolean again) {
        return new StaticShare(
                Map.of(ADA, limits),
                Budget.of(new BudgetConfig(usd, 0)),
                Amount.of(0, spentUsd),
                tasks,
                again,
                () -> now);
    }

    private static List<Reservation> worst(int requests) {
        return Collections.nCopies(requests, new Reservation(10, 0.1));
    }

    @Test
    void shouldDivideWhatIsLeftOfTheBudget() {
        try (StaticShare share = share(new LimitsConfig(0, 0, 0), 2.0, 0.4, 4, false)) {
            assertThat(share.ask(ADA, worst(50)).granted()).isEqualTo(4);
        }
    }

    @Test
    void shouldDivideLimitsAndLeaveOneRequestAMinute() {
        try (StaticShare share = share(new LimitsConfig(3, 0, 0), 0, 0, 8, false)) {
            assertThat(share.ask(ADA, worst(5)).granted()).isEqualTo(1);
            assertThat(share.ask(ADA, worst(5)).granted()).isZero();
        }
        try (StaticShare share = share(new LimitsConfig(0, 0, 16), 0, 0, 4, false)) {
            assertThat(share.ask(ADA, worst(50)).granted()).isEqualTo(4);
        }
    }

    @Test
    void shouldGiveAnotherAttemptNoBudgetAndAFreshMinute() {
        try (StaticShare share = share(new LimitsConfig(0, 0, 0), 2.0, 0, 4, true)) {
            assertThat(share.ask(ADA, worst(1)).exhausted().orElseThrow())
                    .startsWith("a failed attempt of this task may have spent its share of budget.usd");
        }
        try (StaticShare share = share(new LimitsConfig(60, 0, 0), 0, 0, 1, true)) {
            Grant refused = share.ask(ADA, worst(1));
            assertThat(refused.granted()).isZero();
            assertThat(refused.exhausted()).isEmpty();
            now += 70_000_000_000L;
            assertThat(share.ask(ADA, worst(1)).granted()).isPositive();
        }
    }
}
