package dev.twt.teacher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, tunnels and connections, on real sockets; the certificate is made for model.test alone. */
class ChatClientTest {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final char[] WORD = "password".toCharArray();

    @TempDir
    static Path folder;

    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private static SSLContext before;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        before = SSLContext.getDefault();
        SSLContext trusting = certified();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting));
        server.createContext("/", exchange -> {
            PORTS.add(exchange.getRemoteAddress().getPort());
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        SSLContext.setDefault(trusting);
    }

    private static SSLContext certified() throws Exception {
        Path file = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=model.test",
                        "-ext",
                        "san=dns:model.test",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(WORD))
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, WORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, WORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, WORD);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @AfterAll
    static void stop() {
        SSLContext.setDefault(before);
        server.stop(0);
    }

    private static ChatClient client(Map<String, String> environment) {
        return new ChatClient(Keys.of(KeysTest.teacher("", "", Map.of()), Map.of()), environment, CONNECT);
    }

    private static URI at(String host) {
        return URI.create("https://" + host + ":" + server.getAddress().getPort() + "/v1/chat/completions");
    }

    private static HttpResponse<String> ask(ChatClient client, URI address, String body) throws Exception {
        return client.post(address, body).get(30, TimeUnit.SECONDS);
    }

    @Test
    void shouldGoThroughAProxysTunnelAndKeepIt() throws Exception {
        try (FakeProxy proxy = new FakeProxy("200 Connection established", server.getAddress());
                ChatClient client = client(Map.of("https_proxy", proxy.url("user:word@")))) {
            PORTS.clear();
            assertThat(ask(client, at("model.test"), "één").body()).isEqualTo("één");
            assertThat(ask(client, at("model.test"), "two").body()).isEqualTo("two");
            assertThat(PORTS).as("one connection for both").hasSize(1);
            assertThat(proxy.head())
                    .startsWith("CONNECT model.test:" + server.getAddress().getPort() + " HTTP/1.1")
                    .containsIgnoringCase("proxy-authorization: Basic dXNlcjp3b3Jk");
        }
    }

    @Test
    void shouldShowWhatAProxyAnswersInsteadOfATunnel() throws Exception {
        try (FakeProxy proxy = new FakeProxy("407 Proxy Authentication Required", server.getAddress());
                ChatClient client = client(Map.of("https_proxy", proxy.url("")))) {
            assertThat(ask(client, at("model.test"), "one").statusCode()).isEqualTo(407);
        }
    }

    @Test
    void shouldRefuseACertificateOfAnotherHost() {
        try (ChatClient client = client(Map.of())) {
            Throwable fault = catchThrowable(() -> ask(client, at("127.0.0.1"), "one"));
            assertThat(fault).hasRootCauseInstanceOf(CertificateException.class);
        }
    }

    @Test
    void shouldCloseTheConnectionOfAFutureThatIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChatClient client = client(Map.of())) {
            CompletableFuture<HttpResponse<String>> answer =
                    client.post(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), "one");
            try (Socket taken = silent.accept()) {
                taken.setSoTimeout(30_000);
                assertThat(taken.getInputStream().read()).isEqualTo('P');
                answer.cancel(true);
                assertThat(ended(taken)).isTrue();
            }
        }
    }

    private static boolean ended(Socket taken) {
        try {
            taken.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Takes one connection, answers CONNECT, and passes bytes on where the answer is 200. */
    private static final class FakeProxy implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final CompletableFuture<String> head = new CompletableFuture<>();

        FakeProxy(String answer, InetSocketAddress behind) throws IOException {
            start(() -> {
                try (Socket client = door.accept();
                        Socket server = new Socket(behind.getAddress(), behind.getPort())) {
                    head.complete(read(client));
                    client.getOutputStream()
                            .write(("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    if (answer.startsWith("200")) {
                        start(() -> pass(client, server));
                        pass(server, client);
                    }
                } catch (IOException e) {
                    head.completeExceptionally(e);
                }
            });
        }

        private static void start(Runnable work) {
            Thread thread = new Thread(work, "fake-proxy");
            thread.setDaemon(true);
            thread.start();
        }

        private static String read(Socket client) throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append((char) client.getInputStream().read());
            }
            return text.toString();
        }

        private static void pass(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException e) {
                // One side has gone: nothing is left to pass on.
            }
        }

        String url(String user) {
            return "http://" + user + "127.0.0.1:" + door.getLocalPort();
        }

        String head() throws Exception {
            return head.get(30, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
