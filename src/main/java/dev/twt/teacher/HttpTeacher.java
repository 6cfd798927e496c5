package dev.twt.teacher;

import dev.twt.config.PromptStyle;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.http.CallAddress;
import dev.twt.teacher.http.EndpointPool;
import dev.twt.teacher.http.EndpointPool.Health;
import dev.twt.teacher.http.ErrorText;
import dev.twt.teacher.http.Keys;
import dev.twt.teacher.http.PostClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A server, or several, that speak OpenAI's chat completions: OpenAI, Azure, vLLM, SGLang, llama.cpp, gateways. Each call
 * of {@link #answer} sends at most one request; whoever calls decides whether to ask again.
 *
 * <p>Connections are HTTP/1.1, kept and used again. Proxies are taken from the environment ({@code HTTPS_PROXY},
 * {@code HTTP_PROXY}, {@code NO_PROXY}). Certificates are checked against the JVM's trust store; another one is named by
 * its standard properties: {@code -Djavax.net.ssl.trustStore=FILE}, {@code javax.net.ssl.trustStorePassword},
 * {@code javax.net.ssl.trustStoreType}.
 */
final class HttpTeacher implements Teacher {
    private record Ending(Outcome outcome, Health health) {}

    private final TeacherConfig config;
    private final ErrorText errors;
    private final ChatRequestBody bodies;
    private final ReplyStatus statuses;
    private final EndpointPool pool;
    private final Executor executor;
    private final PostClient client;
    private final Set<CompletableFuture<Ending>> underWay = ConcurrentHashMap.newKeySet();
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
        this.errors = new ErrorText(keys);
        this.bodies = new ChatRequestBody(config);
        this.statuses = new ReplyStatus(config, keys.origin());
        this.pool = new EndpointPool(CallAddress.all(config.endpoint()), System::nanoTime);
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "twt-http-" + config.name());
            thread.setDaemon(true);
            return thread;
        });
        this.client = new PostClient(keys, environment, config.endpoint().connectTimeout(), executor);
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
        if (closed) {
            return CompletableFuture.completedFuture(new Outcome.Failed("the teacher is closed", 1));
        }
        Optional<EndpointPool.Lease> lease = pool.lease();
        return lease.isPresent() ? send(request, lease.get()) : CompletableFuture.completedFuture(resting());
    }

    private Outcome resting() {
        String servers = config.endpoint().urls().size() == 1 ? "the server rests" : "all servers rest";
        return new Outcome.Resting(servers + " after failures in a row", pool.untilProbe());
    }

    private CompletableFuture<Outcome> send(TeacherRequest request, EndpointPool.Lease lease) {
        UnaryOperator<String> shown = text -> errors.of(text, prompts(request));
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        CompletableFuture<HttpResponse<String>> sent;
        long start = System.nanoTime();
        try {
            sent = client.post(lease.address(), bodies.of(request));
        } catch (RuntimeException e) {
            lease.end(Health.UNKNOWN);
            return CompletableFuture.completedFuture(new Outcome.Failed(
                    "the request could not be made (" + e.getClass().getSimpleName() + ")", 1));
        }
        var unused = sent.whenComplete((response, fault) -> ending.complete(
                fault == null ? read(request, response, start, shown) : broken(fault, lease.address(), shown)));
        return track(ending, sent, lease);
    }

    private CompletableFuture<Outcome> track(
            CompletableFuture<Ending> ending, CompletableFuture<?> sent, EndpointPool.Lease lease) {
        underWay.add(ending);
        if (closed) {
            // Closing may have passed by before this one was listed.
            ending.complete(givenUp());
        }
        // The client's own time-out ends with the headers.
        ending.completeOnTimeout(
                timedOut(lease.address()), config.endpoint().timeout().toMillis(), TimeUnit.MILLISECONDS);
        // Not on the one thread that keeps the JDK's time-outs: what the caller does next may take a while.
        CompletableFuture<Outcome> outcome = ending.thenApplyAsync(
                end -> {
                    underWay.remove(ending);
                    lease.end(end.health());
                    sent.cancel(true);
                    return end.outcome();
                },
                executor);
        var unused = outcome.whenComplete((o, fault) -> {
            if (outcome.isCancelled()) {
                ending.complete(givenUp());
                underWay.remove(ending);
                lease.end(Health.UNKNOWN);
                sent.cancel(true);
            }
        });
        return outcome;
    }

    private static List<String> prompts(TeacherRequest request) {
        return request.messages().stream().map(ChatMessage::content).toList();
    }

    private Ending read(
            TeacherRequest request, HttpResponse<String> response, long start, UnaryOperator<String> shown) {
        int status = response.statusCode();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        try {
            Outcome outcome = ReplyStatus.good(status)
                    ? ChatReply.read(request, response.body(), millis, shown)
                    : statuses.outcome(response, shown);
            return new Ending(outcome, status >= ReplyStatus.SERVER_FAULTS ? Health.FAULTY : Health.WELL);
        } catch (RuntimeException e) {
            return new Ending(
                    new Outcome.Failed(
                            "the server's answer could not be read ("
                                    + e.getClass().getSimpleName() + ")",
                            1),
                    Health.WELL);
        }
    }

    private static Ending broken(Throwable fault, URI address, UnaryOperator<String> shown) {
        return new Ending(SendFault.outcome(fault, address, shown), Health.FAULTY);
    }

    private Ending timedOut(URI address) {
        String error = address.getAuthority() + " gave no whole answer within "
                + config.endpoint().timeout().toMillis() + " ms";
        return new Ending(new Outcome.Retry(error, null, true, false), Health.FAULTY);
    }

    private static Ending givenUp() {
        String error = "the teacher was closed while the request was under way";
        return new Ending(new Outcome.Retry(error, null, true, false), Health.UNKNOWN);
    }

    @Override
    public void close() {
        closed = true;
        underWay.forEach(ending -> ending.complete(givenUp()));
    }
}
