package dev.twt.generation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.BudgetConfig;
import dev.twt.config.LimitsConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GovernorClientTest {
    private static final String ADA = "ada";
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final String run = UUID.randomUUID().toString();
    private final DriverGovernor governor = new DriverGovernor(
            Map.of(ADA, new LimitsConfig(0, 0, 8)),
            Budget.of(new BudgetConfig(1.0, 0)),
            Amount.NONE,
            RateRule.MINUTE,
            System::nanoTime);
    private final DriverSide driver = new DriverSide();

    GovernorClientTest() {
        OpenRuns.begin(run, governor);
    }

    @AfterEach
    void endRun() {
        OpenRuns.end(run);
    }

    private GovernorClient client(DriverLine line, Duration flush) {
        return new GovernorClient(line, run, "c", "1", Duration.ofSeconds(5), flush);
    }

    private static List<Reservation> worst(int requests) {
        return Collections.nCopies(requests, new Reservation(10, 0.1));
    }

    private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    @Test
    void shouldAskAndSettleByMessages() throws Exception {
        try (GovernorClient client = client(driver::receive, OFTEN)) {
            Grant grant = client.ask(ADA, worst(3));
            assertThat(grant.granted()).isEqualTo(3);
            client.settle(grant.firstPermit(), Settlement.used(7, 0.03));
            await(() -> governor.figures().spending().spentTokens() == 7);
            assertThat(governor.figures().spending().reservedUsd()).isEqualTo(0.2);
        }
        await(() -> governor.figures().spending().uncertainUsd() == 0.2);
    }

    @Test
    void shouldGiveBackWhatALostAnswerGranted() {
        AtomicInteger calls = new AtomicInteger();
        DriverLine losing = message -> {
            Object answer = driver.receive(message);
            if (calls.incrementAndGet() == 1) {
                throw new IOException("the answer was lost");
            }
            return answer;
        };
        try (GovernorClient client = client(losing, Duration.ofHours(1))) {
            Grant lost = client.ask(ADA, worst(3));
            assertThat(lost.granted()).isZero();
            assertThat(lost.exhausted()).isEmpty();
            assertThat(lost.askAgain()).isPositive();
            assertThat(governor.figures().teachers().get(ADA).inFlight()).isEqualTo(3);

            assertThat(client.ask(ADA, worst(2)).granted()).isEqualTo(2);
            assertThat(governor.figures().teachers().get(ADA).inFlight()).isEqualTo(2);
            assertThat(governor.figures().spending().reservedUsd()).isEqualTo(0.2);
            assertThat(governor.figures().spending().uncertainUsd()).isZero();
        }
    }

    @Test
    void shouldNotWaitForADriverThatDoesNotAnswer() {
        CountDownLatch answer = new CountDownLatch(1);
        DriverLine slow = message -> {
            answer.await();
            return driver.receive(message);
        };
        try (GovernorClient client =
                new GovernorClient(slow, run, "c", "1", Duration.ofMillis(20), Duration.ofHours(1))) {
            assertThat(client.ask(ADA, worst(1)).granted()).isZero();
            assertThat(client.ask(ADA, worst(1)).granted()).isZero();
            assertThat(governor.figures().teachers().get(ADA).granted()).isZero();
            answer.countDown();
        }
    }

    @Test
    void shouldSettleAtCloseWhatTheDriverDidNotHearBefore() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        DriverLine broken = message -> {
            int call = calls.incrementAndGet();
            if (call > 1 && call < 6) {
                throw new IOException("not reached");
            }
            return driver.receive(message);
        };
        GovernorClient client = client(broken, OFTEN);
        Grant grant = client.ask(ADA, worst(1));
        client.settle(grant.firstPermit(), Settlement.used(5, 0.01));
        client.close();
        await(() -> governor.figures().spending().spentTokens() == 5);
    }

    @Test
    void shouldHearThatTheRunHasEnded() {
        GovernorClient client = client(driver::receive, OFTEN);
        OpenRuns.end(run);
        assertThat(client.ask(ADA, worst(1)).exhausted()).contains("the run has ended");
        client.close();
    }

    @Test
    void shouldAnswerAMessageThatComesAgainAsBefore() {
        Exchange message = new Exchange(run, "x", "1", 1, List.of(), ADA, List.of(Amount.of(1, 0.1)), false);
        Object[] first = (Object[]) driver.receive(message.encode());
        Object[] again = (Object[]) driver.receive(message.encode());
        assertThat(again).isEqualTo(first);
        assertThat(governor.figures().teachers().get(ADA).granted()).isEqualTo(1);
    }

    @Test
    void shouldSpeakOnlyTypesOfTheJdk() {
        Exchange message = new Exchange(
                run,
                "x",
                "1",
                1,
                List.of(Settled.of(9, Settlement.used(1, 0.1))),
                ADA,
                List.of(Amount.of(1, 0.1)),
                false);
        for (Object sent : new Object[] {message.encode(), driver.receive(message.encode()), driver.receive("?")}) {
            assertThat((Object[]) sent)
                    .allMatch(part -> part == null || part.getClass().getClassLoader() == null);
        }
        assertThat(Exchange.decode(message.encode())).isEqualTo(message);
    }
}
