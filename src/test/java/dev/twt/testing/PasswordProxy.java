package dev.twt.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that wants a user and a password, for plain requests and for tunnels. Whatever name is asked for, it asks one
 * server on this machine.
 */
public final class PasswordProxy implements AutoCloseable {
    private static final String REFUSED = "HTTP/1.1 407 Proxy Authentication Required\r\n"
            + "Proxy-Authenticate: Basic realm=\"twt\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final ServerSocket socket;
    private final int target;
    private static final String FIELD = "Proxy-Authorization: ";

    private final String wanted;
    private final List<String> passed = new CopyOnWriteArrayList<>();

    /** @param target port of the server behind it */
    public PasswordProxy(int target, String user, String password) {
        this.target = target;
        this.wanted =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** First lines of the requests that were let through. */
    public List<String> passed() {
        return List.copyOf(passed);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side has hung up.
                    }
                },
                "password-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            inBackground(() -> serve(client));
        }
    }

    private boolean letsIn(String line) {
        return line.regionMatches(true, 0, FIELD, 0, FIELD.length()) && line.endsWith(" " + wanted);
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            String head = head(client.getInputStream());
            if (!head.lines().anyMatch(this::letsIn)) {
                client.getOutputStream().write(REFUSED.getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            passed.add(head.lines().findFirst().orElse(""));
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                if (head.startsWith("CONNECT ")) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                }
                inBackground(() -> pipe(client, server));
                pipe(server, client);
            }
        }
    }

    private static void pipe(Socket from, Socket to) throws IOException {
        OutputStream out = to.getOutputStream();
        from.getInputStream().transferTo(out);
        to.shutdownOutput();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                break;
            }
            bytes.write(one);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
