package dev.twt.generation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.BudgetConfig;
import dev.twt.config.LimitsConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DriverGovernorTest {
    private static final String ADA = "ada";
    private long now;

    private DriverGovernor governor(LimitsConfig limits, double usd, long tokens, double spentUsd) {
        return new DriverGovernor(
                Map.of(ADA, limits),
                Budget.of(new BudgetConfig(usd, tokens)),
                Amount.of(0, spentUsd),
                RateRule.MINUTE,
                () -> now);
    }

    private DriverGovernor budget(double usd) {
        return governor(new LimitsConfig(0, 0, 0), usd, 0, 0);
    }

    private static List<Amount> worst(int requests, double usd) {
        return Collections.nCopies(requests, Amount.of(100, usd));
    }

    private static Grant ask(DriverGovernor governor, int requests, double usd) {
        return governor.ask("c1", "1", ADA, worst(requests, usd));
    }

    private static void settle(DriverGovernor governor, long permit, Settlement settlement) {
        governor.settle(Settled.of(permit, settlement));
    }

    @Test
    void shouldGrantWhatFitsTheBudgetToTheLastCent() {
        DriverGovernor governor = budget(1.0);
        Grant first = ask(governor, 20, 0.1);
        assertThat(first.granted()).isEqualTo(10);
        assertThat(first.exhausted()).isEmpty();
        assertThat(first.askAgain()).isPositive();
    }

    @Test
    void shouldAskToComeAgainWhileASettlementMayFreeRoomAndEndWhenNoneCan() {
        DriverGovernor governor = budget(1.0);
        Grant first = ask(governor, 10, 0.1);
        assertThat(ask(governor, 1, 0.1).exhausted()).isEmpty();
        for (int i = 0; i < 9; i++) {
            settle(governor, first.firstPermit() + i, Settlement.used(90, 0.1));
        }
        assertThat(ask(governor, 1, 0.1).exhausted()).isEmpty();
        settle(governor, first.firstPermit() + 9, Settlement.used(90, 0.05));

        Grant end = ask(governor, 1, 0.1);
        assertThat(end.exhausted().orElseThrow())
                .isEqualTo("budget.usd (1.00 US dollars) is used up: 0.95 US dollars spent, 0.00 US dollars perhaps"
                        + " spent without an answer, and the next request to ada may take 0.10 US dollars");
        assertThat(ask(governor, 1, 0.01).exhausted()).as("final").isPresent();
    }

    @Test
    void shouldCountWhatEarlierRunsSpent() {
        DriverGovernor governor = governor(new LimitsConfig(0, 0, 0), 1.0, 0, 0.75);
        assertThat(ask(governor, 10, 0.1).granted()).isEqualTo(2);
    }

    @Test
    void shouldNameTheBudgetOfTokens() {
        DriverGovernor governor = governor(new LimitsConfig(0, 0, 0), 0, 50, 0);
        assertThat(ask(governor, 1, 0.1).exhausted().orElseThrow()).startsWith("budget.tokens (50 tokens)");
    }

    @Test
    void shouldKeepUncertainSpendingAndGiveBackWhatWasNotSent() {
        DriverGovernor governor = budget(0.3);
        Grant grant = ask(governor, 3, 0.1);
        settle(governor, grant.firstPermit(), Settlement.unknown());
        settle(governor, grant.firstPermit() + 1, Settlement.unsent());
        settle(governor, grant.firstPermit() + 2, Settlement.free(true));
        settle(governor, grant.firstPermit() + 2, Settlement.used(100, 0.1));

        SpendingFigures spending = governor.figures().spending();
        assertThat(spending.uncertainUsd()).isEqualTo(0.1);
        assertThat(spending.spentUsd()).as("a second settlement is ignored").isZero();
        assertThat(governor.figures().teachers().get(ADA).throttled()).isEqualTo(1);
        assertThat(ask(governor, 3, 0.1).granted()).isEqualTo(2);
    }

    @Test
    void shouldFenceALostExecutorAndStillTakeItsSettlements() {
        DriverGovernor governor = governor(new LimitsConfig(0, 0, 4), 1.0, 0, 0);
        Grant grant = ask(governor, 4, 0.1);
        assertThat(governor.ask("c2", "2", ADA, worst(1, 0.1)).granted()).isZero();
        governor.executorLost("1");

        assertThat(ask(governor, 1, 0.1).exhausted()).contains("this executor was given up");
        assertThat(governor.figures().spending().uncertainUsd()).isEqualTo(0.4);
        assertThat(governor.ask("c2", "2", ADA, worst(1, 0.1)).granted()).isEqualTo(1);

        settle(governor, grant.firstPermit(), Settlement.used(10, 0.02));
        assertThat(governor.figures().spending().uncertainUsd()).isEqualTo(0.3);
        assertThat(governor.figures().spending().spentUsd()).isEqualTo(0.02);
    }

    @Test
    void shouldCountWhatAClientLeavesUnsettledAsUncertain() {
        DriverGovernor governor = budget(1.0);
        try (DirectGovernor client = new DirectGovernor(governor, "c1", "driver")) {
            client.ask(ADA, List.of(new Reservation(10, 0.5)));
        }
        assertThat(governor.figures().spending().uncertainUsd()).isEqualTo(0.5);
        assertThat(governor.figures().teachers().get(ADA).inFlight()).isZero();
    }

    @Test
    void shouldShareRequestsInFlightWithWhoWaits() {
        DriverGovernor governor = governor(new LimitsConfig(0, 0, 4), 0, 0, 0);
        Grant first = ask(governor, 10, 0);
        assertThat(first.granted()).isEqualTo(4);
        assertThat(governor.ask("c2", "2", ADA, worst(10, 0)).granted()).isZero();
        settle(governor, first.firstPermit(), Settlement.used(1, 0));
        settle(governor, first.firstPermit() + 1, Settlement.used(1, 0));

        assertThat(ask(governor, 10, 0).granted()).as("has its share").isZero();
        assertThat(governor.ask("c2", "2", ADA, worst(10, 0)).granted()).isEqualTo(2);
    }

    @Test
    void shouldRefuseARequestAboveTheTokensOfAMinute() {
        DriverGovernor governor = governor(new LimitsConfig(0, 99, 0), 0, 0, 0);
        assertThat(ask(governor, 1, 0).exhausted().orElseThrow())
                .startsWith("limits.tokens-per-minute of ada is 99,")
                .contains("sampling.max-tokens");
    }

    @Test
    void shouldSayWhenToAskAgain() {
        DriverGovernor governor = governor(new LimitsConfig(60, 0, 0), 0, 0, 0);
        int burst = ask(governor, 100, 0).granted();
        Grant later = ask(governor, 1, 0);
        assertThat(burst).isEqualTo(2);
        assertThat(later.granted()).isZero();
        now += later.askAgain().toNanos();
        assertThat(ask(governor, 1, 0).granted()).isEqualTo(1);
    }

    @Property(tries = 100)
    void shouldNeverGoOverTheBudgetWhateverTheOrder(@ForAll long seed) {
        Random random = new Random(seed);
        DriverGovernor governor = budget(1.0);
        Deque<Long> open = new ArrayDeque<>();
        List<Double> worst = new ArrayList<>();
        worst.add(0.0);
        for (int i = 0; i < 400; i++) {
            if (open.isEmpty() || random.nextBoolean()) {
                double usd = random.nextInt(1, 4_000_000) / 1e8;
                int n = ask(governor, 1, usd).granted();
                if (n == 1) {
                    worst.add(usd);
                    open.add((long) worst.size() - 1);
                }
            } else {
                long permit = open.poll();
                double used = worst.get((int) permit) * random.nextDouble();
                settle(governor, permit, random.nextInt(10) == 0 ? Settlement.unknown() : Settlement.used(1, used));
            }
            SpendingFigures s = governor.figures().spending();
            assertThat(s.spentUsd() + s.reservedUsd() + s.uncertainUsd()).isLessThanOrEqualTo(1.0 + 1e-12);
        }
    }
}
