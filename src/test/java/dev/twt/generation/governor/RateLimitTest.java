package dev.twt.generation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final RateRule RULE = RateRule.MINUTE;

    private record Sent(long at, long units) {}

    /** Asks as often as it is allowed to, sends each request some time within its permit's validity. */
    private static List<Sent> sent(long limit, int largest, long pauseSeconds, long seed, long until) {
        Random random = new Random(seed);
        RateLimit rate = new RateLimit(limit, RULE, 0);
        List<Sent> sent = new ArrayList<>();
        long now = 0;
        while (now < until) {
            long units = 1 + random.nextInt(largest);
            long wait = rate.nanosUntil(units, now);
            if (wait > 0) {
                now += wait;
                continue;
            }
            rate.take(units, now);
            long delay = (long) (random.nextDouble() * RULE.validity().toNanos());
            sent.add(new Sent(now + delay, units));
            if (pauseSeconds > 0 && random.nextInt(50) == 0) {
                now += random.nextInt((int) pauseSeconds) * SECOND;
            }
        }
        sent.sort(java.util.Comparator.comparingLong(Sent::at));
        return sent;
    }

    private static long worstWindow(List<Sent> sent) {
        long worst = 0;
        long sum = 0;
        int from = 0;
        for (Sent one : sent) {
            sum += one.units();
            while (one.at() - sent.get(from).at() > RULE.window().toNanos()) {
                sum -= sent.get(from++).units();
            }
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    @Property(tries = 60)
    void shouldHoldTheLimitInEverySlidingMinute(
            @ForAll @IntRange(min = 1, max = 900) int limit,
            @ForAll @IntRange(min = 0, max = 30) int pause,
            @ForAll long seed) {
        List<Sent> sent = sent(limit, 1, pause, seed, 600 * SECOND);
        assertThat(sent).isNotEmpty();
        assertThat(worstWindow(sent)).isLessThanOrEqualTo(limit);
    }

    @Property(tries = 60)
    void shouldHoldTheLimitWhereRequestsAreLargerThanTheBucket(
            @ForAll @IntRange(min = 100, max = 60_000) int limit,
            @ForAll @IntRange(min = 1, max = 100) int largest,
            @ForAll long seed) {
        List<Sent> sent = sent(limit, Math.max(1, limit / largest), 20, seed, 600 * SECOND);
        assertThat(worstWindow(sent)).isLessThanOrEqualTo(limit);
    }

    @Test
    void shouldLetThroughNineTenthsOfTheLimit() {
        for (long limit : new long[] {1, 7, 60, 600, 5000}) {
            long minutes = 65 * 10;
            long units = sent(limit, 1, 0, 1, minutes * 60 * SECOND).stream()
                    .mapToLong(Sent::units)
                    .sum();
            assertThat((double) units / minutes).as("a minute of %d", limit).isBetween(0.9 * limit, (double) limit);
        }
    }

    @Test
    void shouldLetThroughNineTenthsOfTokensInLargeRequests() {
        RateLimit rate = new RateLimit(100_000, RULE, 0);
        long until = 6_000 * SECOND;
        long sum = 0;
        for (long now = 0; now < until; ) {
            long wait = rate.nanosUntil(8_000, now);
            if (wait == 0) {
                rate.take(8_000, now);
                sum += 8_000;
            }
            now += wait;
        }
        assertThat(sum / 100).isBetween(90_000L, 100_000L);
    }

    @Test
    void shouldSayNeverToARequestAboveTheLimitAlone() {
        assertThat(new RateLimit(100, RULE, 0).nanosUntil(101, 0)).isEqualTo(RateLimit.NEVER);
        assertThat(new RateLimit(100, RULE, 0).nanosUntil(100, 0)).isZero();
    }

    @Test
    void shouldLimitNothingWithoutALimit() {
        RateLimit rate = new RateLimit(0, RULE, 0);
        rate.take(1_000_000, 0);
        assertThat(rate.nanosUntil(1_000_000, 0)).isZero();
    }

    @Test
    void shouldWorkWithOtherWindows() {
        RateLimit rate =
                new RateLimit(10, new RateRule(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ZERO), 0);
        rate.take(8, 0);
        assertThat(rate.nanosUntil(1, 0)).isPositive();
    }
}
