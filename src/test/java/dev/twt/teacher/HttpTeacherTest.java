package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.EndpointConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.SamplingConfig;
import dev.twt.config.UserException;
import dev.twt.model.text.ChatMessage;
import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real server on this machine. */
class HttpTeacherTest extends TeacherContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FaultyServer server = FaultyServer.that(new FakeChatApi());

    @Override
    Teacher open() {
        return open(Endpoints.at(server.url()), Map.of());
    }

    private static Teacher open(EndpointConfig endpoint, Map<String, String> environment) {
        return new HttpTeacher(TeacherConfigs.at(endpoint), environment);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    TeacherRequest unanswerable() {
        return request("impossible " + question(7), 99, 0, 16);
    }

    @Override
    TeacherRequest tooLong() {
        return request("long", 98, 0, 5);
    }

    private static Outcome get(CompletableFuture<Outcome> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private JsonNode sent() throws Exception {
        return JSON.readTree(server.requests().get(0).body());
    }

    @Test
    void shouldSendEveryFieldThatShapesTheAnswer() throws Exception {
        List<String> stops = List.of("a1", "b2", "c3", "d4", "e5");
        TeacherRequest request = new TeacherRequest(
                "r",
                0,
                List.of(new ChatMessage("system", "Be brief."), new ChatMessage("user", "one 1")),
                new SamplingConfig(0.5, 0.9, 16, stops),
                -1L);
        try (Teacher teacher = open()) {
            get(teacher.answer(request));
        }

        assertThat(sent()).isEqualTo(JSON.readTree("""
                {"model": "served-model", "messages": [{"role": "system", "content": "Be brief."},
                 {"role": "user", "content": "one 1"}], "temperature": 0.5, "top_p": 0.9, "max_completion_tokens": 16,
                 "stop": ["a1", "b2", "c3", "d4"], "seed": 2147483647, "logprobs": true}"""));
    }

    @Test
    void shouldSayWhereTheServersTokensEnd() throws Exception {
        try (FaultyServer thinking = FaultyServer.that(FaultyServer.answer("""
                        {"choices": [{"finish_reason": "stop",
                          "message": {"content": "It is 5€", "reasoning_content": "It is 5€?"},
                          "logprobs": {"content": [
                            {"token": "It is 5€?", "logprob": -3, "bytes": null},
                            {"token": " It is", "logprob": -1},
                            {"token": " 5", "logprob": -0.5, "bytes": [32, 53]},
                            {"token": "bytes:e2", "logprob": -0.25, "bytes": [226]},
                            {"token": "bytes:82ac", "logprob": -0.125, "bytes": [130, 172]},
                            {"token": "<|im_end|>", "logprob": -0.01}]}}]}"""))) {
            try (Teacher teacher = open(Endpoints.at(thinking.url()), Map.of())) {
                assertThat(get(teacher.answer(request(0, 0))))
                        .isInstanceOfSatisfying(
                                Outcome.Answered.class,
                                answered -> assertThat(answered.completion().tokenEnds())
                                        .containsExactly(0, 5, 7, 8, 10, 10));
            }
        }
    }

    @Test
    void shouldNotSayWhereTokensEndThatMakeAnotherText() throws Exception {
        try (FaultyServer other = FaultyServer.that(FaultyServer.answer("""
                        {"choices": [{"finish_reason": "stop", "message": {"content": "It is 5"},
                          "logprobs": {"content": [{"token": "ĠIt", "logprob": -1}]}}]}"""))) {
            try (Teacher teacher = open(Endpoints.at(other.url()), Map.of())) {
                Outcome.Answered answered = (Outcome.Answered) get(teacher.answer(request(0, 0)));
                assertThat(answered.completion().tokenLogprobs()).containsExactly(-1f);
                assertThat(answered.completion().tokenEnds()).isNull();
            }
        }
    }

    @Test
    void shouldSendNoStopWhereThereIsNone() throws Exception {
        try (Teacher teacher = open()) {
            get(teacher.answer(request(0, 0)));
        }

        assertThat(sent().has("stop")).isFalse();
        assertThat(sent().has("n")).isFalse();
    }

    @Test
    void shouldMergeTheExtraBodyLast() throws Exception {
        String extra = "{\"top_k\": 40, \"temperature\": 1, \"top_p\": null, \"kwargs\": {\"thinking\": false}}";
        try (Teacher teacher = open(Endpoints.extra(server.url(), extra), Map.of())) {
            get(teacher.answer(request(0, 0)));
        }

        assertThat(sent().path("top_k").asInt()).isEqualTo(40);
        assertThat(sent().path("temperature").asInt()).isEqualTo(1);
        assertThat(sent().has("top_p")).isFalse();
        assertThat(sent().path("kwargs").path("thinking").asBoolean(true)).isFalse();
    }

    @Test
    void shouldRefuseAStreamedBody() {
        assertThatThrownBy(() -> open(Endpoints.extra(server.url(), "{\"stream\": true}"), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("teachers.tested.endpoint.extra-body.stream");
    }

    @Test
    void shouldSendTheKeyAsBearerToken() throws Exception {
        EndpointConfig endpoint =
                Endpoints.keyed(server.url() + "/", "openai", "MY_KEY", Map.of("X-Project", "MY_PROJECT"));
        try (Teacher teacher = open(endpoint, Map.of("MY_KEY", " secret-1234\n", "MY_PROJECT", "p1"))) {
            get(teacher.answer(request(0, 0)));
        }

        FaultyServer.Seen seen = server.requests().get(0);
        assertThat(seen.uri()).isEqualTo("/v1/chat/completions");
        assertThat(seen.header("Authorization")).isEqualTo("Bearer secret-1234");
        assertThat(seen.header("X-Project")).isEqualTo("p1");
        assertThat(seen.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void shouldSpeakAzure() throws Exception {
        EndpointConfig endpoint = Endpoints.keyed(server.url(), "azure", "MY_KEY", Map.of());
        try (Teacher teacher = open(endpoint, Map.of("MY_KEY", "secret-1234"))) {
            get(teacher.answer(request(0, 0)));
        }

        FaultyServer.Seen seen = server.requests().get(0);
        assertThat(seen.uri()).isEqualTo("/v1/chat/completions?api-version=2024-10-21");
        assertThat(seen.header("api-key")).isEqualTo("secret-1234");
        assertThat(seen.header("Authorization")).isNull();
    }

    @Test
    void shouldSayWhichKeyIsAbsentBeforeAnythingIsSent() {
        EndpointConfig endpoint = Endpoints.keyed(server.url(), "openai", "TWT_TEST_NO_SUCH_KEY", Map.of());

        assertThatThrownBy(() -> PromptCounter.open(TeacherConfigs.at(endpoint)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("teachers.tested.endpoint")
                .hasMessageContaining("TWT_TEST_NO_SUCH_KEY");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldCountNothingAndAskNothingInAdvance() {
        try (PromptCounter counter = PromptCounter.open(TeacherConfigs.at(Endpoints.at(server.url())))) {
            assertThat(counter.tokens(request(0, 0).messages())).isEmpty();
            assertThat(counter.contextLength()).isEmpty();
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldOpenThroughTeachers() throws Exception {
        try (Teacher teacher = Teachers.open(TeacherConfigs.at(Endpoints.at(server.url())))) {
            assertThat(get(teacher.answer(request(0, 0)))).isInstanceOf(Outcome.Answered.class);
            assertThat(teacher.concurrency()).isEqualTo(64);
        }
    }

    @Test
    void shouldRefusePlainPrompts() {
        assertThatThrownBy(() -> new HttpTeacher(TeacherConfigs.of("openai", "m", PromptStyle.PLAIN), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("teachers.tested.prompt");
    }

    @Test
    void shouldHave200RequestsInFlightAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(200);
        FakeChatApi api = new FakeChatApi();
        server.from((request, exchange) -> {
            all.countDown();
            // Nobody is answered before everybody is here.
            if (all.await(60, TimeUnit.SECONDS)) {
                api.serve(request, exchange);
            }
        });
        try (Teacher teacher = open()) {
            List<CompletableFuture<Outcome>> futures = IntStream.range(0, 200)
                    .mapToObj(i -> teacher.answer(request(i, 0)))
                    .toList();

            for (int i = 0; i < futures.size(); i++) {
                Outcome outcome = get(futures.get(i));
                assertThat(outcome).isInstanceOf(Outcome.Answered.class);
                assertThat(((Outcome.Answered) outcome).completion().text()).isEqualTo("Answer: " + i);
            }
        }
    }

    @Test
    void shouldShareRequestsAmongServers() throws Exception {
        try (FaultyServer other = FaultyServer.that(new FakeChatApi());
                Teacher teacher = open(Endpoints.at(server.url(), other.url()), Map.of())) {
            for (int i = 0; i < 10; i++) {
                get(teacher.answer(request(i, 0)));
            }

            assertThat(server.requests()).hasSize(5);
            assertThat(other.requests()).hasSize(5);
        }
    }

    @Test
    void shouldCancelWhatIsInFlightWhenClosed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        FaultyServer.Behaviour endless = server.slowLoris();
        server.from((request, exchange) -> {
            asked.countDown();
            endless.serve(request, exchange);
        });
        Teacher teacher = open();
        CompletableFuture<Outcome> answer = teacher.answer(request(0, 0));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        teacher.close();
        teacher.close();

        assertThat(get(answer))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.served()).isTrue());
        assertThat(server.lostClient().await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(get(teacher.answer(request(0, 0)))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void shouldLetTheCallerGiveUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        FaultyServer.Behaviour endless = server.slowLoris();
        server.from((request, exchange) -> {
            asked.countDown();
            endless.serve(request, exchange);
        });
        try (Teacher teacher = open()) {
            CompletableFuture<Outcome> answer = teacher.answer(request(0, 0));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

            answer.cancel(true);

            assertThat(server.lostClient().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldAskThroughTheProxyOfTheEnvironment() throws Exception {
        // The server plays the proxy; the host itself does not exist.
        String proxy = server.url().replace("http://", "http://user:word@").replace("/v1", "");
        try (Teacher teacher = open(Endpoints.at("http://model.invalid/v1"), Map.of("http_proxy", proxy))) {
            assertThat(get(teacher.answer(request(0, 0)))).isInstanceOf(Outcome.Answered.class);
        }

        FaultyServer.Seen seen = server.requests().get(0);
        assertThat(seen.uri()).isEqualTo("http://model.invalid/v1/chat/completions");
        assertThat(seen.header("Proxy-Authorization")).isEqualTo("Basic dXNlcjp3b3Jk");
    }
}
