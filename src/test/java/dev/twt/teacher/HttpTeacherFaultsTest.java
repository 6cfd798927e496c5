package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.EndpointConfig;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.FaultyServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each fault a server can show, and what the client makes of it. */
@Timeout(120)
class HttpTeacherFaultsTest {
    private static final String KEY = "sekrit-0815-key";
    private static final String ECHO = "{\"error\": {\"message\": \"you sent Bearer " + KEY + " and " + KEY
            + " with Question: xylophone-4711 0\\nand more\", \"code\": \"%s\"}}";

    /** What a retry must say. */
    private record Expected(Duration after, boolean served, boolean throttled) {
        private static Expected perhapsBilled() {
            return new Expected(null, true, false);
        }

        private static Expected notBilled() {
            return new Expected(null, false, false);
        }
    }

    private static Outcome ask(String url, Duration timeout) throws Exception {
        EndpointConfig endpoint = Endpoints.keyed(url, "MY_KEY", timeout);
        try (Teacher teacher = new HttpTeacher(TeacherConfigs.at(endpoint), Map.of("MY_KEY", KEY))) {
            return teacher.answer(TeacherContract.request(0, 0)).get(60, TimeUnit.SECONDS);
        }
    }

    private static Outcome ask(Behaviour behaviour) throws Exception {
        try (FaultyServer server = FaultyServer.that(behaviour)) {
            Outcome outcome = ask(server.url(), Duration.ofMinutes(1));
            assertThat(server.requests()).as("one attempt").hasSize(1);
            return outcome;
        }
    }

    private static void checkText(String error) {
        assertThat(error).isNotBlank().hasSizeLessThan(500).doesNotContain(KEY, "\n", TeacherContract.PLANTED);
    }

    private static DynamicTest retry(String name, Behaviour behaviour, Expected expected) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThat(ask(behaviour)).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
                    checkText(retry.error());
                    assertThat(new Expected(retry.after(), retry.served(), retry.throttled()))
                            .isEqualTo(expected);
                }));
    }

    private static DynamicTest failed(String name, Behaviour behaviour, String... words) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThat(ask(behaviour)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    checkText(failed.error());
                    assertThat(failed.error()).contains(words);
                    assertThat(failed.attempts()).isEqualTo(1);
                }));
    }

    private static Behaviour status(int status, String... headers) {
        return FaultyServer.status(status, ECHO.formatted("some_code"), headers);
    }

    @TestFactory
    Stream<DynamicTest> shouldAskLaterFor() {
        Expected throttled = new Expected(null, false, true);
        return Stream.of(
                retry("408", status(408), Expected.perhapsBilled()),
                retry("409", status(409), Expected.notBilled()),
                retry("425", status(425), Expected.notBilled()),
                retry("429", status(429), throttled),
                retry(
                        "429 with seconds",
                        status(429, "Retry-After", "7"),
                        new Expected(Duration.ofSeconds(7), false, true)),
                retry(
                        "429 with milliseconds",
                        status(429, "Retry-After", "7", "retry-after-ms", "250"),
                        new Expected(Duration.ofMillis(250), false, true)),
                retry("500", status(500), Expected.notBilled()),
                retry("502 in HTML", FaultyServer.status(502, "<html><h1>Bad Gateway</h1>"), Expected.notBilled()),
                retry(
                        "503 with seconds",
                        status(503, "Retry-After", "2"),
                        new Expected(Duration.ofSeconds(2), false, false)),
                retry("529 without a body", FaultyServer.status(529, ""), Expected.notBilled()),
                retry("504", status(504), Expected.perhapsBilled()),
                retry("a cut body", FaultyServer.cutMidBody(), Expected.perhapsBilled()),
                retry("a connection without an answer", FaultyServer.hangUp(), Expected.perhapsBilled()),
                retry("broken JSON", FaultyServer.answer("{\"choices\": [{\"mess"), Expected.perhapsBilled()),
                retry("an empty body", FaultyServer.status(200, ""), Expected.perhapsBilled()),
                retry("no choice", FaultyServer.answer("{\"choices\": []}"), Expected.perhapsBilled()),
                retry("an error with status 200", FaultyServer.answer(ECHO.formatted("x")), Expected.perhapsBilled()));
    }

    @TestFactory
    Stream<DynamicTest> shouldGiveUpFor() {
        return Stream.of(
                failed("400", status(400), "status 400", "you sent Bearer (key)", "(prompt)"),
                failed("401", status(401), "MY_KEY", "status 401"),
                failed("403", status(403), "MY_KEY", "status 403"),
                failed("404", status(404), "served-model", "http://127.0.0.1", "/v1/chat/completions"),
                failed("413", status(413), "status 413"),
                failed(
                        "422",
                        FaultyServer.status(422, "{\"detail\": [{\"msg\": \"no such field\"}]}"),
                        "no such field"),
                failed("a redirect", status(308, "Location", "http://elsewhere.invalid"), "moved"),
                failed(
                        "a used up quota",
                        FaultyServer.status(429, ECHO.formatted("insufficient_quota")),
                        "quota is used up"),
                failed("a long text", FaultyServer.status(400, "very ".repeat(10_000)), "very"));
    }

    @Test
    void shouldTakeAnAzureFilterAsRefusal() throws Exception {
        Outcome outcome = ask(FaultyServer.status(400, ECHO.formatted("content_filter")));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.completion().finishReason()).isEqualTo("content_filter"));
    }

    @Test
    void shouldAskLaterWhereNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(ask("http://127.0.0.1:" + port + "/v1", Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
                    assertThat(retry.served()).isFalse();
                    assertThat(retry.error()).contains("http://127.0.0.1:" + port);
                });
    }

    @Test
    void shouldAskLaterWhereTheNameIsUnknown() throws Exception {
        assertThat(ask("http://no-such-host.invalid/v1", Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.served()).isFalse());
    }

    @Test
    void shouldEndAServerThatNeverAnswers() throws Exception {
        try (FaultyServer server = FaultyServer.that(FaultyServer.never())) {
            assertThat(ask(server.url(), Duration.ofMillis(300))).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
                assertThat(retry.served()).isTrue();
                assertThat(retry.error()).contains("300 ms");
            });
        }
    }

    @Test
    void shouldEndABodyThatNeverEnds() throws Exception {
        try (FaultyServer server = FaultyServer.that(FaultyServer.hangUp())) {
            server.from(server.slowLoris());

            assertThat(ask(server.url(), Duration.ofMillis(500)))
                    .isInstanceOfSatisfying(
                            Outcome.Retry.class,
                            retry -> assertThat(retry.served()).isTrue());
            assertThat(server.lostClient().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldAskLaterWhereAConnectionIsCutBeforeHttp() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread cutter = new Thread(() -> cutAll(socket));
            cutter.setDaemon(true);
            cutter.start();

            assertThat(ask("http://127.0.0.1:" + socket.getLocalPort() + "/v1", Duration.ofMinutes(1)))
                    .isInstanceOfSatisfying(
                            Outcome.Retry.class,
                            retry -> assertThat(retry.throttled()).isFalse());
        }
    }

    private static void cutAll(ServerSocket socket) {
        try {
            while (true) {
                socket.accept().close();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void shouldLeaveAFailingServerAloneForAWhile() throws Exception {
        try (FaultyServer server = FaultyServer.that(FaultyServer.status(500, ""));
                Teacher teacher = new HttpTeacher(TeacherConfigs.at(Endpoints.at(server.url())), Map.of())) {
            for (int i = 0; i < 5; i++) {
                teacher.answer(TeacherContract.request(i, 0)).get(60, TimeUnit.SECONDS);
            }
            Outcome sixth = teacher.answer(TeacherContract.request(6, 0)).get(60, TimeUnit.SECONDS);

            assertThat(sixth)
                    .isInstanceOfSatisfying(
                            Outcome.Resting.class,
                            resting -> assertThat(resting.after())
                                    .isPositive()
                                    .isLessThanOrEqualTo(Duration.ofSeconds(5)));
            assertThat(server.requests()).hasSize(5);
        }
    }
}
