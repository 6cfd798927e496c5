package dev.twt.teacher;

import dev.twt.config.PromptStyle;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.teacher.http.CallAddress;
import dev.twt.teacher.http.ChatClient;
import dev.twt.teacher.http.EndpointPool;
import dev.twt.teacher.http.EndpointPool.Health;
import dev.twt.teacher.http.Keys;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server, or several, that speak OpenAI's chat completions: OpenAI, Azure, vLLM, SGLang, llama.cpp, gateways. Each call
 * of {@link #answer} sends at most one request, and where the configuration says so a second time what is slow; whoever
 * calls decides whether to ask again.
 *
 * <p>What follows on an answer runs on the thread that read it, and must not wait there. Connections are HTTP/1.1, kept and
 * used again. Proxies are taken from the environment ({@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}).
 * Certificates are checked against the JVM's trust store; another one is named by its standard properties:
 * {@code -Djavax.net.ssl.trustStore=FILE}, {@code javax.net.ssl.trustStorePassword}, {@code javax.net.ssl.trustStoreType}.
 */
final class HttpTeacher implements Teacher {
    private static final long LONGEST_SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** One look at all requests from time to time costs less than an alarm for each. */
    private static final ScheduledExecutorService SWEEPS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "twt-http-time-outs");
        thread.setDaemon(true);
        return thread;
    });

    private final TeacherConfig config;
    private final ChatRequestBody bodies;
    private final Endings endings;
    private final EndpointPool pool;
    private final ChatClient client;
    private final Hedges hedges;
    private final long timeoutNanos;
    private final ScheduledFuture<?> sweeps;
    private final Set<SentRequest> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Opens a teacher; nothing is sent.
     *
     * @param environment of this process: keys and proxies
     * @throws UserException if a key is not there, or something else of the configuration cannot be used
     */
    HttpTeacher(TeacherConfig config, Map<String, String> environment) {
        if (config.prompt() == PromptStyle.PLAIN) {
            throw new UserException(
                    "teachers." + config.name() + ".prompt",
                    "plain prompts cannot be sent: the server puts messages into its model's chat template",
                    "Say auto or chat");
        }
        this.config = config;
        Keys keys = Keys.of(config, environment);
        this.bodies = new ChatRequestBody(config);
        this.endings = new Endings(config, keys);
        this.pool = new EndpointPool(CallAddress.all(config.endpoint()), System::nanoTime);
        this.client = new ChatClient(keys, environment, config.endpoint().connectTimeout());
        this.timeoutNanos = config.endpoint().timeout().toNanos();
        this.hedges = new Hedges(config);
        long shortest = hedges.afterNanos() > 0 ? Math.min(hedges.afterNanos(), timeoutNanos) : timeoutNanos;
        long sweep = Math.max(1, Math.min(LONGEST_SWEEP_NANOS, shortest / 10));
        this.sweeps = SWEEPS.scheduleWithFixedDelay(this::sweep, sweep, sweep, TimeUnit.NANOSECONDS);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public int concurrency() {
        return config.limits().inFlight();
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        CompletableFuture<List<Outcome>> one = answerTogether(List.of(request));
        CompletableFuture<Outcome> answer = one.thenApply(outcomes -> outcomes.get(0));
        var unused = answer.whenComplete((outcome, fault) -> {
            if (answer.isCancelled()) {
                one.cancel(true);
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<List<Outcome>> answerTogether(List<TeacherRequest> samples) {
        if (closed) {
            return ended(samples, new Outcome.Failed("the teacher is closed", 1));
        }
        Optional<EndpointPool.Lease> lease = pool.lease();
        return lease.isPresent() ? send(samples, lease.get()) : ended(samples, resting());
    }

    private static CompletableFuture<List<Outcome>> ended(List<TeacherRequest> samples, Outcome outcome) {
        return CompletableFuture.completedFuture(Collections.nCopies(samples.size(), outcome));
    }

    private Outcome resting() {
        String servers = config.endpoint().urls().size() == 1 ? "the server rests" : "all servers rest";
        return new Outcome.Resting(servers + " after failures in a row", pool.untilProbe());
    }

    private CompletableFuture<List<Outcome>> send(List<TeacherRequest> samples, EndpointPool.Lease lease) {
        SentRequest request = new SentRequest(samples, endings, underWay::remove);
        underWay.add(request);
        try {
            request.follow(leg(samples, lease, () -> {}));
        } catch (RuntimeException e) {
            underWay.remove(request);
            lease.end(Health.UNKNOWN);
            return ended(
                    samples,
                    new Outcome.Failed(
                            "the request could not be made (" + e.getClass().getSimpleName() + ")", 1));
        }
        if (closed) {
            // Closing may have passed by before this one was listed.
            request.giveUp();
        }
        return request.outcomes();
    }

    private Leg leg(List<TeacherRequest> samples, EndpointPool.Lease lease, Runnable over) {
        String body = bodies.of(samples.get(0), samples.size());
        return new Leg(lease, client.post(lease.address(), body), System.nanoTime(), over);
    }

    /** Ends what is late and sends again what is slow. The client's own time-out ends with the connection. */
    private void sweep() {
        long now = System.nanoTime();
        for (SentRequest request : underWay) {
            if (request.age(now) >= timeoutNanos) {
                request.timeOut(now, timeoutNanos);
            } else if (hedges.due(request.age(now))) {
                sendAgain(request);
            }
        }
    }

    private void sendAgain(SentRequest request) {
        Leg slow = request.only();
        if (slow == null || closed || !hedges.take()) {
            return;
        }
        Optional<EndpointPool.Lease> lease = pool.leaseBeside(slow.lease());
        if (lease.isEmpty()) {
            hedges.giveBack();
            return;
        }
        try {
            request.follow(leg(request.samples(), lease.get(), hedges::giveBack));
        } catch (RuntimeException e) {
            // The first sending is still under way; and the sweep must go on.
            lease.get().end(Health.UNKNOWN);
            hedges.giveBack();
        }
    }

    @Override
    public void close() {
        closed = true;
        sweeps.cancel(false);
        underWay.forEach(SentRequest::giveUp);
        client.close();
    }
}
