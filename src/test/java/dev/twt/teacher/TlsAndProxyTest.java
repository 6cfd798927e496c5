package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.PasswordProxy;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates of one's own and proxies with a password, each in a JVM of its own, since trust stores and the schemes of
 * tunnels are properties of a whole JVM.
 */
class TlsAndProxyTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static FaultyServer server;

    @BeforeAll
    static void startServer() throws Exception {
        run(List.of(
                java("keytool"),
                "-genkeypair",
                "-keystore",
                folder.resolve("keys.p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "teacher",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=teacher.invalid",
                "-ext",
                "san=dns:teacher.invalid,ip:127.0.0.1"));
        server = FaultyServer.secure(new FakeChatApi(), keys());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static SSLContext keys() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static String run(List<String> command) throws Exception {
        return run(command, Map.of());
    }

    private static String run(List<String> command, Map<String, String> environment) throws Exception {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String ask(String url, Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(java("java"), "-Xmx128m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AskOnce.class.getName(), url));
        return run(command, environment);
    }

    private static String[] trusting(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "-Djavax.net.ssl.trustStore=" + folder.resolve("keys.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD));
        options.addAll(List.of(more));
        return options.toArray(new String[0]);
    }

    private static String direct() {
        return server.url().replace("http:", "https:");
    }

    @Test
    void shouldTrustACertificateOfOnesOwnByTheStandardProperties() throws Exception {
        assertThat(ask(direct(), Map.of(), trusting())).contains("Answered").contains("Answer: ");
    }

    @Test
    void shouldSayHowACertificateComesToBeTrusted() throws Exception {
        assertThat(ask(direct(), Map.of()))
                .contains("Failed")
                .contains("is not trusted")
                .contains("javax.net.ssl.trustStore");
    }

    @Test
    void shouldReachAServerThroughATunnelThatWantsAPassword() throws Exception {
        try (PasswordProxy proxy = new PasswordProxy(server.port(), "ada", "lovelace")) {
            Map<String, String> environment = Map.of("https_proxy", "http://ada:lovelace@127.0.0.1:" + proxy.port());
            int before = server.requests().size();
            String url = "https://teacher.invalid/v1";

            assertThat(ask(url, environment, trusting())).contains("Answered").doesNotContain("lovelace");
            assertThat(proxy.passed()).containsExactly("CONNECT teacher.invalid:443 HTTP/1.1");
            assertThat(server.requests()).hasSize(before + 1);
            assertThat(server.requests().get(before).header("Proxy-Authorization"))
                    .as("the proxy's password is none of the server's business")
                    .isNull();

            assertThat(ask(url, Map.of("https_proxy", "http://ada:wrong@127.0.0.1:" + proxy.port()), trusting()))
                    .contains("Failed")
                    .contains("the proxy wants a user and a password");
        }
    }

    @Test
    void shouldReachAPlainServerThroughAProxyThatWantsAPassword() throws Exception {
        try (FaultyServer plain = FaultyServer.that(new FakeChatApi());
                PasswordProxy proxy = new PasswordProxy(plain.port(), "ada", "lovelace")) {
            String url = "http://teacher.invalid/v1";

            assertThat(ask(url, Map.of("http_proxy", "http://ada:lovelace@127.0.0.1:" + proxy.port())))
                    .contains("Answered");
            assertThat(ask(url, Map.of("http_proxy", "http://ada:wrong@127.0.0.1:" + proxy.port())))
                    .contains("Failed")
                    .contains("the proxy wants a user and a password");
            assertThat(proxy.passed()).hasSize(1);
        }
    }
}
