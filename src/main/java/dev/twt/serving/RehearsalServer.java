package dev.twt.serving;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.twt.config.RehearseConfig;
import dev.twt.config.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that stands for the teachers of a rehearsal: answers are canned, faults and latency drawn as configured. It
 * looks at no key. Each teacher has an address of its own, so that it can be counted and limited on its own.
 */
public final class RehearsalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RehearsalServer.class);
    private static final int BACKLOG = 1024;
    private static final int CLOCKS = 2;
    private static final int[] SERVER_FAULTS = {500, 502, 503};

    static {
        // What the JDK's server does otherwise: waits 40 ms between head and body, drops idle connections above 200 or
        // after 30 s, which a client that waits for its rate limit would take for faults of the rehearsed kind.
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "100000");
        setIfAbsent("sun.net.httpserver.idleInterval", "3600");
    }

    private final HttpServer http;
    private final RehearseConfig config;
    private final FaultDraw draw;
    private final CannedAnswers answers;
    private final Map<String, TeacherWitness> witnesses = new TreeMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "twt-rehearsal"));
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(CLOCKS, task -> daemon(task, "twt-rehearsal-clock"));

    private RehearsalServer(HttpServer http, RehearseConfig config, long seed, CannedAnswers answers) {
        this.http = http;
        this.config = config;
        this.draw = new FaultDraw(config, seed);
        this.answers = answers;
    }

    /**
     * Takes the port and begins to answer.
     *
     * @param address to listen on; its port may be 0
     * @param limits of the teachers, by name: requests a minute, 0 for none
     * @throws UserException if the port cannot be had
     */
    public static RehearsalServer start(
            InetSocketAddress address,
            RehearseConfig config,
            long seed,
            Map<String, Long> limits,
            CannedAnswers answers) {
        HttpServer http;
        try {
            http = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new UserException(
                    "rehearse.port " + config.port(),
                    "it cannot be had (" + e.getMessage() + ")",
                    "Stop what listens there, or write rehearse.port = 0 for any that is free");
        }
        RehearsalServer server = new RehearsalServer(http, config, seed, answers);
        limits.forEach((teacher, limit) -> server.witnesses.put(teacher, new TeacherWitness(limit, System::nanoTime)));
        http.setExecutor(server.threads);
        http.createContext("/", server::take);
        http.start();
        return server;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Base address of a teacher, for who knows this machine by that name. */
    public String url(String host, String teacher) {
        String named = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return "http://" + named + ":" + port() + "/" + teacher + "/v1";
    }

    /** What was seen, by teacher. */
    public List<RehearsalFigures> figures() {
        return witnesses.entrySet().stream()
                .map(entry -> entry.getValue().figures(entry.getKey()))
                .toList();
    }

    private void take(HttpExchange exchange) {
        String path = String.valueOf(exchange.getRequestURI().getPath());
        String[] parts = path.split("/", -1);
        TeacherWitness witness = parts.length > 2 ? witnesses.get(parts[1]) : null;
        if (witness == null || !path.endsWith("/chat/completions")) {
            send(exchange, 404, error("This rehearsal serves /TEACHER/v1/chat/completions"));
            return;
        }
        witness.came();
        try {
            serve(exchange, witness);
        } catch (ApiException e) {
            witness.went();
            send(exchange, e.status(), error(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.debug("A rehearsed request could not be served", e);
            witness.went();
            exchange.close();
        }
    }

    private void serve(HttpExchange exchange, TeacherWitness witness) throws IOException {
        RehearsedRequest request =
                RehearsedRequest.read(exchange.getRequestBody().readAllBytes());
        if (!witness.admits()) {
            throttle(exchange, witness, "Rate limit reached: requests per minute");
            return;
        }
        int attempt = witness.attempt(request.id());
        Optional<RehearsedFault> fault = draw.fault(request.id(), attempt);
        fault.ifPresent(one -> witness.faulted(request.id(), one));
        if (fault.filter(RehearsedFault.THROTTLED::equals).isPresent()) {
            throttle(exchange, witness, "Too many requests");
            return;
        }
        Duration latency = draw.latency(request.id(), attempt, fault);
        Runnable end = () -> threads.execute(() -> end(exchange, witness, request, attempt, fault));
        clock.schedule(end, latency.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void throttle(HttpExchange exchange, TeacherWitness witness, String why) {
        long seconds = Math.max(1, Math.round(config.retryAfter().toMillis() / 1e3));
        exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
        exchange.getResponseHeaders()
                .set("retry-after-ms", Long.toString(config.retryAfter().toMillis()));
        witness.went();
        send(exchange, 429, error(why));
    }

    private void end(
            HttpExchange exchange,
            TeacherWitness witness,
            RehearsedRequest request,
            int attempt,
            Optional<RehearsedFault> fault) {
        witness.went();
        if (fault.filter(RehearsedFault.FAILING::equals).isPresent()) {
            int status = SERVER_FAULTS[(int) Math.floorMod(request.id() + attempt, (long) SERVER_FAULTS.length)];
            send(exchange, status, error("The rehearsal fails here on purpose"));
            return;
        }
        byte[] body = RehearsedReply.of(request, fault, answers);
        if (fault.filter(RehearsedFault.CUT::equals).isPresent()) {
            write(exchange, 200, body, body.length / 2);
        } else if (send(exchange, 200, body)) {
            witness.answered(request.id());
        }
    }

    private static byte[] error(String message) {
        return ("{\"error\": {\"message\": \"" + message + "\", \"type\": \"rehearsal\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean send(HttpExchange exchange, int status, byte[] body) {
        return write(exchange, status, body, body.length);
    }

    /** Announces the whole body and writes the first {@code length} bytes; whether the client was there to the end. */
    private static boolean write(HttpExchange exchange, int status, byte[] body, int length) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, length);
            out.flush();
            return true;
        } catch (IOException e) {
            LOG.debug("The client left before its answer: {}", e.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public void close() {
        http.stop(0);
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
