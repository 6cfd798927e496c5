package dev.twt.teacher;

import dev.twt.config.PromptStyle;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.teacher.http.CallAddress;
import dev.twt.teacher.http.ChatClient;
import dev.twt.teacher.http.EndpointPool;
import dev.twt.teacher.http.EndpointPool.Health;
import dev.twt.teacher.http.Keys;
import java.net.http.HttpResponse;
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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server, or several, that speak OpenAI's chat completions: OpenAI, Azure, vLLM, SGLang, llama.cpp, gateways. Each call
 * of {@link #answer} sends at most one request; whoever calls decides whether to ask again.
 *
 * <p>What follows on an answer runs on the thread that read it, and must not wait there. Connections are HTTP/1.1, kept and used again. Proxies are taken from the environment ({@code HTTPS_PROXY},
 * {@code HTTP_PROXY}, {@code NO_PROXY}). Certificates are checked against the JVM's trust store; another one is named by
 * its standard properties: {@code -Djavax.net.ssl.trustStore=FILE}, {@code javax.net.ssl.trustStorePassword},
 * {@code javax.net.ssl.trustStoreType}.
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
    private final long timeoutNanos;
    private final ScheduledFuture<?> sweeps;
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
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
        long sweep = Math.max(1, Math.min(LONGEST_SWEEP_NANOS, timeoutNanos / 10));
        this.sweeps = SWEEPS.scheduleWithFixedDelay(this::endLate, sweep, sweep, TimeUnit.NANOSECONDS);
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
        CompletableFuture<HttpResponse<String>> sent;
        long start = System.nanoTime();
        try {
            sent = client.post(lease.address(), bodies.of(samples.get(0), samples.size()));
        } catch (RuntimeException e) {
            lease.end(Health.UNKNOWN);
            return ended(
                    samples,
                    new Outcome.Failed(
                            "the request could not be made (" + e.getClass().getSimpleName() + ")", 1));
        }
        UnderWay call = new UnderWay(samples, lease, sent, start);
        underWay.add(call);
        call.follow();
        if (closed) {
            // Closing may have passed by before this one was listed.
            call.giveUp();
        }
        return call.outcomes;
    }

    /** The client's own time-out ends with the connection. */
    private void endLate() {
        long now = System.nanoTime();
        for (UnderWay call : underWay) {
            if (now - call.start >= timeoutNanos) {
                call.end(endings.timedOut(call.samples, call.lease.address()));
            }
        }
    }

    /** One request, until it ends in one way or another: the first counts. */
    private final class UnderWay {
        private final List<TeacherRequest> samples;
        private final EndpointPool.Lease lease;
        private final CompletableFuture<HttpResponse<String>> sent;
        private final long start;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();

        private UnderWay(
                List<TeacherRequest> samples,
                EndpointPool.Lease lease,
                CompletableFuture<HttpResponse<String>> sent,
                long start) {
            this.samples = List.copyOf(samples);
            this.lease = lease;
            this.sent = sent;
            this.start = start;
        }

        private void follow() {
            var unusedSent = sent.whenComplete((response, fault) -> {
                if (!ended.get()) {
                    end(
                            fault == null
                                    ? endings.read(samples, response, millis())
                                    : endings.broken(samples, fault, lease.address()));
                }
            });
            var unusedOutcome = outcomes.whenComplete((o, fault) -> {
                if (outcomes.isCancelled()) {
                    giveUp();
                }
            });
        }

        private long millis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        }

        private void giveUp() {
            end(Endings.givenUp(samples));
        }

        private void end(Ending ending) {
            if (ended.compareAndSet(false, true)) {
                underWay.remove(this);
                lease.end(ending.health());
                sent.cancel(true);
                outcomes.complete(ending.outcomes());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        sweeps.cancel(false);
        underWay.forEach(UnderWay::giveUp);
        client.close();
    }
}
