package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final Captured err = new Captured();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    private Interruption interruption(Runnable stop, Duration patience) {
        return new Interruption(stop, patience, "twt run", err.stream(), code -> events.add("halt " + code));
    }

    @Test
    void shouldAskTheStepAndLeaveItToEnd() throws Exception {
        Interruption interruption = interruption(() -> events.add("stop"), Duration.ofMinutes(1));

        CompletableFuture<Void> signal = CompletableFuture.runAsync(interruption::ask);
        while (!events.contains("stop")) {
            Thread.onSpinWait();
        }
        interruption.close();
        signal.get(30, TimeUnit.SECONDS);

        assertThat(events).containsExactly("stop");
        assertThat(interruption.asked()).isTrue();
        assertThat(err.text()).contains("Stopping: writing what was answered.");
    }

    @Test
    void shouldLeaveAStepThatDoesNotEnd() {
        interruption(() -> events.add("stop"), Duration.ofMillis(20)).ask();

        assertThat(events).containsExactly("stop", "halt 3");
        assertThat(err.text()).contains("did not end within 0 s").contains("To go on:\n  twt run");
    }

    @Test
    void shouldLeaveAtOnceTheSecondTime() {
        Interruption interruption = interruption(() -> {}, Duration.ofMillis(1));
        interruption.ask();
        events.clear();
        interruption.ask();

        assertThat(events).containsExactly("halt 3");
        assertThat(err.text()).contains("Left at once.");
    }

    @Test
    void shouldWaitEvenWhereAskingFails() {
        interruption(
                        () -> {
                            throw new IllegalStateException("gone");
                        },
                        Duration.ofMillis(1))
                .ask();

        assertThat(err.text()).contains("could not be asked to stop: java.lang.IllegalStateException: gone");
        assertThat(events).containsExactly("halt 3");
    }
}
