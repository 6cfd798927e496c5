package dev.twt.teacher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.teacher.http.EndpointPool.Health;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointPoolTest {
    // As System.nanoTime, the clock may be about to overflow.
    private long now = Long.MAX_VALUE - 1000;

    private EndpointPool pool(String... hosts) {
        return new EndpointPool(
                Stream.of(hosts).map(host -> URI.create("http://" + host)).toList(), () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static String host(EndpointPool.Lease lease) {
        return lease.address().getHost();
    }

    private static void fail(EndpointPool pool, int times) {
        for (int i = 0; i < times; i++) {
            pool.lease().orElseThrow().end(Health.FAULTY);
        }
    }

    @Test
    void shouldTakeTurns() {
        EndpointPool pool = pool("a", "b", "c");
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            EndpointPool.Lease lease = pool.lease().orElseThrow();
            hosts.add(host(lease));
            lease.end(Health.WELL);
        }

        assertThat(hosts).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void shouldTakeTheOneWithFewestUnderWay() {
        EndpointPool pool = pool("a", "b");
        EndpointPool.Lease a = pool.lease().orElseThrow();
        assertThat(pool.lease()).isPresent();
        assertThat(pool.lease()).isPresent();
        assertThat(pool.lease()).isPresent();
        a.end(Health.WELL);

        assertThat(host(pool.lease().orElseThrow())).isEqualTo("a");
    }

    @Test
    void shouldCountAnEndOnce() {
        EndpointPool pool = pool("a", "b");
        EndpointPool.Lease a = pool.lease().orElseThrow();
        a.end(Health.WELL);
        a.end(Health.WELL);

        assertThat(host(pool.lease().orElseThrow())).isEqualTo("b");
    }

    @Test
    void shouldRestAfterFiveFailuresInARow() {
        EndpointPool pool = pool("a");
        fail(pool, 4);
        pool.lease().orElseThrow().end(Health.WELL);
        fail(pool, 4);
        assertThat(pool.untilProbe()).isZero();

        fail(pool, 1);

        assertThat(pool.lease()).isEmpty();
        assertThat(pool.untilProbe()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldProbeWithOneRequest() {
        EndpointPool pool = pool("a");
        fail(pool, 5);
        pass(Duration.ofSeconds(5));

        EndpointPool.Lease probe = pool.lease().orElseThrow();
        assertThat(pool.lease()).isEmpty();
        assertThat(pool.untilProbe()).isEqualTo(Duration.ofSeconds(5));

        probe.end(Health.WELL);
        assertThat(pool.lease()).isPresent();
        assertThat(pool.lease()).isPresent();
    }

    @Test
    void shouldDoubleThePauseUpToAMinute() {
        EndpointPool pool = pool("a");
        fail(pool, 5);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pauses.add(pool.untilProbe().toSeconds());
            pass(pool.untilProbe().minusNanos(1));
            assertThat(pool.lease()).isEmpty();
            pass(Duration.ofNanos(1));
            fail(pool, 1);
        }

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    }

    @Test
    void shouldProbeAgainWhereTheProbeWasGivenUp() {
        EndpointPool pool = pool("a");
        fail(pool, 5);
        pass(Duration.ofSeconds(5));
        pool.lease().orElseThrow().end(Health.UNKNOWN);

        assertThat(pool.lease()).isPresent();
    }

    @Test
    void shouldNotRestLongerForWhatWasOnItsWay() {
        EndpointPool pool = pool("a");
        List<EndpointPool.Lease> sent =
                Stream.generate(() -> pool.lease().orElseThrow()).limit(20).toList();
        sent.forEach(lease -> lease.end(Health.FAULTY));

        assertThat(pool.untilProbe()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldUseTheOthersMeanwhile() {
        EndpointPool pool = pool("a", "b");
        for (int i = 0; i < 10; i++) {
            EndpointPool.Lease lease = pool.lease().orElseThrow();
            lease.end(host(lease).equals("a") ? Health.FAULTY : Health.WELL);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(host(pool.lease().orElseThrow())).isEqualTo("b");
        }
    }
}
