package dev.twt.serving;

import dev.twt.config.RehearseConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Draws what happens to a request, from its content and the number of times it came: a rehearsal repeats. */
final class FaultDraw {
    private static final int FAULT = 1;
    private static final int LATENCY = 2;

    private final RehearseConfig config;
    private final long seed;
    private final Map<RehearsedFault, Double> shares = new EnumMap<>(RehearsedFault.class);

    FaultDraw(RehearseConfig config, long seed) {
        this.config = config;
        this.seed = seed;
        shares.put(RehearsedFault.THROTTLED, config.throttled());
        shares.put(RehearsedFault.FAILING, config.failing());
        shares.put(RehearsedFault.CUT, config.cut());
        shares.put(RehearsedFault.SLOW, config.slow());
        shares.put(RehearsedFault.REFUSED, config.refused());
        shares.put(RehearsedFault.TRUNCATED, config.truncated());
        shares.put(RehearsedFault.WITHOUT_USAGE, config.withoutUsage());
    }

    /** @param attempt times it came before */
    Optional<RehearsedFault> fault(long request, int attempt) {
        double left = Draws.unit(of(request, attempt), FAULT);
        for (Map.Entry<RehearsedFault, Double> share : shares.entrySet()) {
            left -= share.getValue();
            if (left < 0) {
                return Optional.of(share.getKey());
            }
        }
        return Optional.empty();
    }

    /** Time to the answer, that of a slow one included. */
    Duration latency(long request, int attempt, Optional<RehearsedFault> fault) {
        double around = 1 + config.latencySpread() * (2 * Draws.unit(of(request, attempt), LATENCY) - 1);
        Duration usual = Duration.ofNanos(Math.round(config.latency().toNanos() * around));
        return fault.filter(RehearsedFault.SLOW::equals).isPresent() ? usual.plus(config.slowLatency()) : usual;
    }

    private long of(long request, int attempt) {
        return Draws.mixed(Draws.mixed(seed, request), attempt);
    }
}
