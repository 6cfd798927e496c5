package dev.twt.teacher;

import dev.twt.teacher.http.EndpointPool;
import dev.twt.teacher.http.EndpointPool.Health;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * One sending of a request.
 *
 * @param start when it was sent, by {@link System#nanoTime}
 * @param over run once it has ended in any way
 */
record Leg(EndpointPool.Lease lease, CompletableFuture<HttpResponse<String>> sent, long start, Runnable over) {
    URI address() {
        return lease.address();
    }

    /** Ends it; what is still under way is cut, so that the server stops. */
    void end(Health health) {
        lease.end(health);
        sent.cancel(true);
        over.run();
    }
}
