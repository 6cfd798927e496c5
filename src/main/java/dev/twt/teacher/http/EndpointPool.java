package dev.twt.teacher.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The addresses that share a teacher's requests. A request goes to the one with the fewest under way, in turn where
 * several have as few, and never to one whose circuit breaker is open. Safe for use by several threads.
 */
public final class EndpointPool {
    /** What a request said about its server. */
    public enum Health {
        /** It answered, if only to refuse. */
        WELL,
        /** No connection, a broken one, no answer in time, or a fault of its own. */
        FAULTY,
        /** The request was given up for another reason. */
        UNKNOWN
    }

    private final List<Endpoint> endpoints;
    private final LongSupplier nanoClock;
    private int next;

    /**
     * @param addresses one or more
     * @param nanoClock as {@link System#nanoTime}
     */
    public EndpointPool(List<URI> addresses, LongSupplier nanoClock) {
        this.endpoints = addresses.stream().map(Endpoint::new).toList();
        this.nanoClock = nanoClock;
    }

    /** An address for one request, which has to be {@linkplain Lease#end ended}; empty while all rest after failures. */
    public synchronized Optional<Lease> lease() {
        return leaseBut(null);
    }

    /** An address for the second sending of a request: another one, or the same where no other may be asked. */
    public synchronized Optional<Lease> leaseBeside(Lease first) {
        Optional<Lease> other = leaseBut(first.endpoint);
        return other.isPresent() ? other : leaseBut(null);
    }

    private Optional<Lease> leaseBut(Endpoint avoided) {
        long now = nanoClock.getAsLong();
        Endpoint best = null;
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get((next + i) % endpoints.size());
            boolean free = endpoint != avoided && endpoint.breaker.admits(now);
            if (free && (best == null || endpoint.inFlight < best.inFlight)) {
                best = endpoint;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        next = (endpoints.indexOf(best) + 1) % endpoints.size();
        best.inFlight++;
        return Optional.of(new Lease(best, best.breaker.send()));
    }

    /** Until the first of the resting addresses is tried again. */
    public synchronized Duration untilProbe() {
        long now = nanoClock.getAsLong();
        return endpoints.stream()
                .map(endpoint -> endpoint.breaker.untilProbe(now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private synchronized void end(Lease lease, Health health) {
        if (lease.ended) {
            return;
        }
        lease.ended = true;
        lease.endpoint.inFlight--;
        CircuitBreaker breaker = lease.endpoint.breaker;
        switch (health) {
            case WELL -> breaker.succeeded();
            case FAULTY -> breaker.failed(lease.probe, nanoClock.getAsLong());
            case UNKNOWN -> breaker.undecided(lease.probe);
        }
    }

    private static final class Endpoint {
        private final URI address;
        private final CircuitBreaker breaker = new CircuitBreaker();
        private int inFlight;

        private Endpoint(URI address) {
            this.address = address;
        }
    }

    /** One request's hold on an address. */
    public final class Lease {
        private final Endpoint endpoint;
        private final boolean probe;
        private boolean ended;

        private Lease(Endpoint endpoint, boolean probe) {
            this.endpoint = endpoint;
            this.probe = probe;
        }

        public URI address() {
            return endpoint.address;
        }

        /** The request is over. Only the first call counts. */
        public void end(Health health) {
            EndpointPool.this.end(this, health);
        }
    }
}
