package dev.twt.generation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.BudgetConfig;
import org.junit.jupiter.api.Test;

class PurseTest {
    @Test
    void shouldReserveWhatFitsBesideWhatWasSpent() {
        Purse purse = new Purse(new BudgetConfig(1, 0), 0.5, 10);

        assertThat(purse.reserve("big", new Reservation(5, 0.3))).isEmpty();
        assertThat(purse.reserve("big", new Reservation(5, 0.3)))
                .hasValueSatisfying(why -> assertThat(why).contains("budget.usd"));
        assertThat(purse.reserve("big", new Reservation(5, 0.2))).as("the rest").isEmpty();
    }

    @Test
    void shouldCountTokens() {
        Purse purse = new Purse(new BudgetConfig(0, 100), 0, 60);

        assertThat(purse.reserve("big", new Reservation(40, 9))).isEmpty();
        assertThat(purse.reserve("big", new Reservation(1, 0))).isPresent();
    }

    @Test
    void shouldReserveAnythingWithoutABudget() {
        assertThat(new Purse(BudgetConfig.none(), 5, 5).reserve("big", new Reservation(1L << 40, 1e6)))
                .isEmpty();
    }
}
