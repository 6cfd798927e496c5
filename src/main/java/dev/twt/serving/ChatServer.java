package dev.twt.serving;

import com.sun.net.httpserver.HttpServer;
import dev.twt.config.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small OpenAI-compatible server: {@code POST /v1/chat/completions}, {@code GET /v1/models}, {@code GET /health}. The
 * port is taken before a model is loaded; who asks before then waits.
 */
public final class ChatServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    /** What failed because its answerer was closed still has to be told to its client. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    static {
        // Head and body leave in two writes; without this the second one waits 40 ms for the client's acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer http;
    private final ServerSettings settings;
    private final Admission admission;
    private final ExecutorService threads;
    private ChatAnswerer answerer;
    private boolean closed;

    private ChatServer(HttpServer http, ServerSettings settings) {
        this.http = http;
        this.settings = settings;
        this.admission = new Admission(settings.mostRequests());
        AtomicInteger made = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "twt-http-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        http.setExecutor(threads);
    }

    /**
     * Takes the port.
     *
     * @throws UserException if it cannot be had
     */
    public static ChatServer bind(ServerSettings settings) {
        try {
            InetAddress address = InetAddress.getByName(settings.host());
            return new ChatServer(
                    HttpServer.create(new InetSocketAddress(address, settings.port()), BACKLOG), settings);
        } catch (UnknownHostException e) {
            throw new UserException(
                    "--host " + settings.host(),
                    "there is no such host or address",
                    "Say 127.0.0.1 for this machine alone, 0.0.0.0 for all its networks");
        } catch (IOException e) {
            throw new UserException(
                    "--port " + settings.port(),
                    "it cannot be had on " + settings.host() + " (" + e.getMessage() + ")",
                    "Stop what listens there, or give another port");
        }
    }

    /** Begins to answer. The answerer is closed with this server. */
    public synchronized void start(ChatAnswerer answerer) {
        this.answerer = answerer;
        Routes routes = new Routes(answerer, new ApiKey(settings.apiKey()), admission, threads);
        http.createContext("/", exchange -> routes.take(new Exchange(exchange)));
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** Takes no more requests, lets those under way end for the time of grace, and answers what is left with 503. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        admission.close();
        if (answerer != null) {
            admission.awaitEmpty(settings.grace());
            answerer.close();
            admission.awaitEmpty(LAST_WORDS);
        }
        http.stop(0);
        threads.shutdown();
    }
}
