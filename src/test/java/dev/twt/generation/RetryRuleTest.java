package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RetryConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryRuleTest {
    private static final RetryConfig CONFIG = new RetryConfig(4, Duration.ofSeconds(1), Duration.ofSeconds(60));

    private static Duration waited(double random, int attempts, Duration asked) {
        return Duration.ofNanos(new RetryRule(CONFIG, () -> random).waitNanos(attempts, asked));
    }

    @Test
    void shouldDoubleTheMeanWaitAndSpreadIt() {
        assertThat(waited(0.5, 1, null)).isEqualTo(Duration.ofSeconds(1));
        assertThat(waited(0.5, 4, null)).isEqualTo(Duration.ofSeconds(8));
        assertThat(waited(0, 1, null)).isEqualTo(Duration.ofMillis(500));
        assertThat(waited(0.999, 1, null)).isBetween(Duration.ofMillis(1400), Duration.ofMillis(1500));
    }

    @Test
    void shouldWaitAsLongAsTheServerAsksAndALittleMore() {
        assertThat(waited(0, 1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(waited(0.5, 3, Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(10_500));
    }

    @Test
    void shouldNeverWaitLongerThanTheLongestWait() {
        assertThat(waited(0.9, 80, null)).isEqualTo(Duration.ofSeconds(60));
        assertThat(waited(0, 1, Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldCountTheFirstTimeAsWell() {
        RetryRule rule = new RetryRule(CONFIG, () -> 0);
        assertThat(rule.allowsAnother(3)).isTrue();
        assertThat(rule.allowsAnother(4)).isFalse();
    }
}
