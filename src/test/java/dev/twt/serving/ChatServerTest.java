package dev.twt.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP and its errors, before somebody who answers when the test says so. */
@Timeout(60)
class ChatServerTest {
    private static final String GOOD = "{'model': 'm', 'messages': [{'role': 'user', 'content': 'secret-4711'}]}";

    private static final class Scripted implements ChatAnswerer {
        private final BlockingQueue<CompletableFuture<ChatReply>> open = new LinkedBlockingQueue<>();
        private volatile ChatRequest last;

        @Override
        public String model() {
            return "m";
        }

        @Override
        public int contextLength() {
            return 10;
        }

        @Override
        public String fingerprint() {
            return "scripted";
        }

        @Override
        public CompletableFuture<ChatReply> answer(ChatRequest request) {
            last = request;
            CompletableFuture<ChatReply> future = new CompletableFuture<>();
            open.add(future);
            return future;
        }

        private CompletableFuture<ChatReply> next() throws InterruptedException {
            CompletableFuture<ChatReply> next = open.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        @Override
        public void close() {
            open.forEach(future -> future.completeExceptionally(new IllegalStateException("closed")));
        }
    }

    private static final ChatReply REPLY = new ChatReply(List.of(new ChatReply.Choice("fine", "stop", 1, null)), 3);

    private final Scripted scripted = new Scripted();
    private ChatServer server;
    private Client client;

    @BeforeEach
    void open() {
        open("");
    }

    private void open(String key) {
        server = ChatServer.bind(new ServerSettings("127.0.0.1", 0, key, 3, Duration.ofSeconds(20)));
        server.start(scripted);
        client = new Client(server.port());
    }

    @AfterEach
    void close() {
        scripted.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                             | not JSON (line 1
            []                                            | must be a JSON object
            {} {}                                         | not JSON
            {'messages': []}                              | this server serves m
            {'model': 'm', 'messages': []}                | messages must be
            {'model': 'm', 'messages': [{'role': 'tool', 'content': 'x'}]}    | messages[0].role must be
            {'model': 'm', 'messages': [{'role': 'user', 'content': 7}]}      | messages[0].content must be
            {'model': 'm', 'messages': [{'role': 'user', 'content': [{'type': 'image_url'}]}]} | no images
            """)
    void shouldRefuseWhatIsNoRequest(String body, String message) {
        Client.Answer answer = client.chat(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asText()).contains(message);
        assertThat(answer.error().path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.error().path("code").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'temperature': -1          | temperature must be
            'temperature': 'hot'       | temperature must be
            'top_p': 0                 | top_p must be
            'n': 17                    | n must be
            'n': 1.5                   | n must be
            'max_tokens': 0            | max_tokens must be
            'seed': 'x'                | seed must be
            'stop': 7                  | stop must be
            'stop': ['']               | stop must be
            'logprobs': 1              | logprobs must be
            'top_logprobs': 5          | top_logprobs is not served here beyond 0
            'tools': [{'type': 'f'}]   | tools is not served
            'frequency_penalty': 0.5   | frequency_penalty is not served
            'response_format': {'type': 'json_object'} | response_format is not served
            'chat_template_kwargs': 1  | chat_template_kwargs must be
            """)
    void shouldRefuseFieldsItCannotServe(String field, String message) {
        Client.Answer answer = client.chat(GOOD.replace("}]}", "}], " + field + "}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asText()).contains(message).doesNotContain("secret-4711");
    }

    @Test
    void shouldReadTextPartsAndNeutralFields() throws Exception {
        CompletableFuture<Client.Answer> answer = client.chatLater(
                "{'model': 'm', 'messages': [{'role': 'developer', 'content': 'a'}, {'role': 'user', 'content':"
                        + " [{'type': 'text', 'text': 'b'}, {'type': 'text', 'text': 'c'}]}],"
                        + " 'tools': [], 'presence_penalty': 0, 'top_logprobs': null, 'user': 'me'}");
        scripted.next().complete(REPLY);

        assertThat(answer.join().text()).isEqualTo("fine");
        assertThat(scripted.last.messages()).extracting("role").containsExactly("system", "user");
        assertThat(scripted.last.messages()).extracting("content").containsExactly("a", "bc");
        assertThat(scripted.last.temperature()).isEqualTo(1);
    }

    @Test
    void shouldKnowItsPathsModelsAndMethods() {
        assertThat(client.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(client.get("/v1/models").json().at("/data/0/id").asText()).isEqualTo("m");
        assertThat(client.get("/v1/models/m").json().path("max_model_len").asInt())
                .isEqualTo(10);
        assertThat(client.get("/v2").status()).isEqualTo(404);
        Client.Answer wrongMethod = client.get("/v1/chat/completions");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.response().headers().firstValue("Allow")).hasValue("POST");
        Client.Answer otherModel = client.chat(GOOD.replace("'m'", "'gpt-9'"));
        assertThat(otherModel.status()).isEqualTo(404);
        assertThat(otherModel.error().path("code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void shouldRefuseABodyOverEightMegabytes() {
        Client.Answer answer = client.chat(GOOD.replace("secret", "x".repeat(Exchange.LARGEST_BODY)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error().path("message").asText()).contains("8 MB");
    }

    @Test
    void shouldAskForItsKey() throws Exception {
        server.close();
        open("key-81");

        assertThat(client.chat(GOOD).status()).isEqualTo(401);
        assertThat(client.get("/v1/models").status()).isEqualTo(401);
        assertThat(client.get("/health").status()).isEqualTo(200);
        assertThat(withKey("key-82").join().error().path("code").asText()).isEqualTo("invalid_api_key");
        CompletableFuture<Client.Answer> right = withKey("key-81");
        scripted.next().complete(REPLY);
        assertThat(right.join().status()).isEqualTo(200);
        assertThat(new ServerSettings("h", 1, "key-81", 1, Duration.ZERO).toString())
                .doesNotContain("key-81");
    }

    private CompletableFuture<Client.Answer> withKey(String key) {
        return client.send(client.to("/v1/chat/completions")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(GOOD.replace('\'', '"')))
                .build());
    }

    @Test
    void shouldSendAwayWhoComesWhenTooManyWait() throws Exception {
        List<CompletableFuture<Client.Answer>> waiting =
                List.of(client.chatLater(GOOD), client.chatLater(GOOD), client.chatLater(GOOD));
        List<CompletableFuture<ChatReply>> open = List.of(scripted.next(), scripted.next(), scripted.next());

        Client.Answer busy = client.chat(GOOD);
        open.forEach(each -> each.complete(REPLY));

        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.response().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(waiting).allSatisfy(each -> assertThat(each.join().status()).isEqualTo(200));
    }

    @Test
    void shouldTellFaultsAndErrorsOfTheAnswerer() throws Exception {
        CompletableFuture<Client.Answer> fault = client.chatLater(GOOD);
        scripted.next().completeExceptionally(new IllegalStateException("out of memory"));
        CompletableFuture<Client.Answer> known = client.chatLater(GOOD);
        scripted.next().completeExceptionally(new ApiException(502, "server_error", "bad_gateway", "broken"));

        assertThat(fault.join().status()).isEqualTo(500);
        assertThat(fault.join().body()).doesNotContain("out of memory");
        assertThat(known.join().status()).isEqualTo(502);
        assertThat(known.join().error().path("message").asText()).isEqualTo("broken");
    }

    @Test
    void shouldNotMindAClientThatLeaves() throws Exception {
        byte[] body = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        CompletableFuture<ChatReply> left;
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            left = scripted.next();
        }
        CompletableFuture<Client.Answer> other = client.chatLater(GOOD);
        CompletableFuture<ChatReply> stays = scripted.next();
        left.complete(REPLY);
        stays.complete(REPLY);

        assertThat(other.join().text()).isEqualTo("fine");
        // All three places are free again.
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Client.Answer> next = client.chatLater(GOOD);
            scripted.next().complete(REPLY);
            assertThat(next.join().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldFinishWhatIsUnderWayAndTakeNoMoreWhenItStops() throws Exception {
        CompletableFuture<Client.Answer> underWay = client.chatLater(GOOD);
        CompletableFuture<ChatReply> open = scripted.next();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
        while (client.get("/health").status() != 503) {
            Thread.sleep(10);
        }

        assertThat(client.chat(GOOD).status()).isEqualTo(503);
        assertThat(stop).isNotDone();
        open.complete(REPLY);
        assertThat(underWay.join().text()).isEqualTo("fine");
        stop.get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> new Socket("127.0.0.1", server.port()).close()).isInstanceOf(IOException.class);
    }

    @Test
    void shouldSayThatAPortIsTaken() {
        ServerSettings same = new ServerSettings("127.0.0.1", server.port(), "", 1, Duration.ZERO);

        assertThatThrownBy(() -> ChatServer.bind(same))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--port " + server.port());
    }
}
