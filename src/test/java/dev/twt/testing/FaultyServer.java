package dev.twt.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A real server on this machine that does as it is told: each request gets the next behaviour of the script, and the
 * last one when the script is over. It remembers what it was sent.
 */
public final class FaultyServer implements AutoCloseable {
    /** One request as it came. */
    public record Seen(String uri, Map<String, List<String>> headers, String body) {
        /** First value of a header, or null. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** What happens to a request. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Seen request, HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
    private final List<Seen> seen = new ArrayList<>();
    private final CountDownLatch lostClient = new CountDownLatch(1);
    private volatile Behaviour usual;

    private FaultyServer(Behaviour usual, HttpServer server) {
        this.usual = usual;
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer plain(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that does the same to every request. */
    public static FaultyServer that(Behaviour usual) {
        return new FaultyServer(usual, plain(0));
    }

    /** A server on a port where another one was before. */
    public static FaultyServer that(Behaviour usual, int port) {
        return new FaultyServer(usual, plain(port));
    }

    /** A server that speaks TLS. */
    public static FaultyServer secure(Behaviour usual, SSLContext keys) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setHttpsConfigurator(new HttpsConfigurator(keys));
        return new FaultyServer(usual, server);
    }

    /** Puts behaviours before the usual one, each for one request. */
    public FaultyServer first(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
        return this;
    }

    /** What happens to requests from now on, when the script is over. */
    public void from(Behaviour behaviour) {
        usual = behaviour;
    }

    /** Base address, ending with /v1. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Seen> requests() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** Opens when a {@link #slowLoris} found its client gone. */
    public CountDownLatch lostClient() {
        return lostClient;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Seen request = new Seen(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body);
        synchronized (seen) {
            seen.add(request);
        }
        Behaviour next = script.poll();
        try {
            (next == null ? usual : next).serve(request, exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** A status with a body; headers come as name, value, name, value. */
    public static Behaviour status(int status, String body, String... headers) {
        return (request, exchange) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** A good status with a body. */
    public static Behaviour answer(String body) {
        return status(200, body, "Content-Type", "application/json");
    }

    /** Announces a thousand bytes, sends a few and hangs up. */
    public static Behaviour cutMidBody() {
        return (request, exchange) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"choices\": [{\"mess".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };
    }

    /** Hangs up without a word. */
    public static Behaviour hangUp() {
        return (request, exchange) -> {};
    }

    /** Takes the request and says nothing until the server is closed. */
    public static Behaviour never() {
        return (request, exchange) -> new CountDownLatch(1).await();
    }

    /** Sends a blank every few milliseconds, for ever. */
    public Behaviour slowLoris() {
        return (request, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    Thread.sleep(10);
                }
            } catch (IOException e) {
                lostClient.countDown();
            }
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
