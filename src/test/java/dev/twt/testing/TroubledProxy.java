package dev.twt.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to an HTTP server that is in trouble: some connections get status 500 or 503 in place of an answer, some answers
 * come late, some connections are reset in the middle of what is sent or read. By a seed, so that trouble is the same each
 * time as far as connections come in the same order. However few there are, one of each kind is among the first.
 */
public final class TroubledProxy implements AutoCloseable {
    private static final int CHUNK = 4096;
    private static final int LATE_MILLIS = 1500;
    private static final int SURE_REFUSAL = 3;
    private static final int SURE_DELAY = 20;
    private static final int SURE_RESET = 40;

    private final int target;
    private final ServerSocket door;
    private final SplittableRandom random;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "troubled-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger chunks = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger reset = new AtomicInteger();

    /** @param target port of the server on this machine */
    public TroubledProxy(int target, long seed) throws IOException {
        this.target = target;
        this.random = new SplittableRandom(seed);
        this.door = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        threads.execute(this::letIn);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Requests that were answered with status 500 or 503. */
    public int refused() {
        return refused.get();
    }

    /** Answers that came late. */
    public int late() {
        return late.get();
    }

    /** Connections that were reset. */
    public int reset() {
        return reset.get();
    }

    private synchronized double draw() {
        return random.nextDouble();
    }

    private void letIn() {
        try {
            while (true) {
                Socket client = door.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
            threads.shutdown();
        }
    }

    private void serve(Socket client) {
        try (client) {
            double fate = draw();
            if (fate < 0.06 || connections.incrementAndGet() == SURE_REFUSAL) {
                refuse(client, fate < 0.03 ? "500 Internal Server Error" : "503 Slow Down");
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                threads.execute(() -> pass(client, server));
                pass(server, client);
            }
        } catch (IOException e) {
            // Either side is gone, which is this proxy's trade.
        }
    }

    private void refuse(Socket client, String status) throws IOException {
        client.getInputStream().read(new byte[CHUNK]);
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        refused.incrementAndGet();
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                double fate = draw();
                int chunk = chunks.incrementAndGet();
                if (fate < 0.004 || chunk == SURE_RESET) {
                    reset(from, to, bytes, read / 2);
                    return;
                }
                if (fate < 0.010 || chunk == SURE_DELAY) {
                    late.incrementAndGet();
                    Thread.sleep(LATE_MILLIS);
                }
                out.write(bytes, 0, read);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // As above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Half of what came is passed on, then both ends are told that the other one is gone. */
    private void reset(Socket from, Socket to, byte[] bytes, int half) throws IOException {
        reset.incrementAndGet();
        to.getOutputStream().write(bytes, 0, half);
        from.setSoLinger(true, 0);
        to.setSoLinger(true, 0);
        from.close();
        to.close();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
