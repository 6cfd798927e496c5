package dev.twt.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.SamplingConfig;
import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.Generation;
import dev.twt.model.ModelSpec;
import dev.twt.model.TinyModels;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.InJvmChat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real model of a few thousand weights behind a real server. */
@Timeout(120)
class InJvmServingTest {
    @TempDir
    static Path folder;

    private static ModelSpec spec;
    private static ChatServer server;
    private static Client client;

    @BeforeAll
    static void serve() {
        spec = new ModelSpec(TinyModels.llama(folder.resolve("tiny.gguf")), "", "float32", null);
        server = ChatServer.bind(new ServerSettings("127.0.0.1", 0, "", 256, Duration.ofSeconds(5)));
        server.start(InJvmAnswerer.open(spec, 4, ""));
        client = new Client(server.port());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String ask(String user, String fields) {
        return "{'model': 'tiny', 'messages': [{'role': 'user', 'content': '" + user + "'}]" + fields + "}";
    }

    @Test
    void shouldAnswerInOpenAisForm() {
        Client.Answer answer = client.chat(ask("hello", ", 'max_tokens': 8, 'seed': 1"));

        JsonNode json = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json.path("id").asText()).startsWith("chatcmpl-");
        assertThat(json.path("object").asText()).isEqualTo("chat.completion");
        assertThat(json.path("created").asLong()).isPositive();
        assertThat(json.path("model").asText()).isEqualTo("tiny");
        assertThat(json.path("system_fingerprint").asText()).isEqualTo("tiny.gguf-float32");
        assertThat(json.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(json.at("/choices/0/finish_reason").asText()).isIn("stop", "length");
        assertThat(json.at("/choices/0/logprobs").isNull()).isTrue();
        assertThat(json.at("/usage/prompt_tokens").asInt()).isEqualTo(6);
        assertThat(json.at("/usage/completion_tokens").asInt()).isBetween(0, 8);
        assertThat(json.at("/usage/total_tokens").asInt())
                .isEqualTo(6 + json.at("/usage/completion_tokens").asInt());
    }

    @Test
    void shouldGiveTheSameTextForTheSameSeedAloneAndAmongThirty() {
        String alone =
                client.chat(ask("count", ", 'max_tokens': 24, 'seed': 5")).text();

        List<CompletableFuture<Client.Answer>> all = IntStream.range(0, 30)
                .mapToObj(i -> client.chatLater(ask(
                        i % 3 == 0 ? "count" : "other " + i,
                        ", 'max_tokens': " + (i % 3 == 0 ? 24 : 5 + i) + ", 'seed': " + (i % 3 == 0 ? 5 : i))))
                .toList();

        assertThat(all).allSatisfy(each -> assertThat(each.join().status()).isEqualTo(200));
        for (int i = 0; i < 30; i += 3) {
            assertThat(all.get(i).join().text()).isEqualTo(alone);
        }
        assertThat(client.chat(ask("count", ", 'max_tokens': 24, 'seed': 6")).text())
                .isNotEqualTo(alone);
    }

    @Test
    void shouldGiveTheModelsLogprobs() {
        Client.Answer answer =
                client.chat(ask("abc", ", 'max_tokens': 12, 'seed': 9, 'logprobs': true, 'top_logprobs': 0"));
        JsonNode content = answer.json().at("/choices/0/logprobs/content");

        try (InJvmChat chat = InJvmChat.open(spec, 1);
                CausalLm lm = CausalLms.load(spec)) {
            int[] prompt = chat.encode(List.of(new ChatMessage("user", "abc")), Map.of());
            Generation drawn = chat.submit(prompt, new SamplingConfig(1, 1, 12, List.of()), 9)
                    .join();
            int[] all = IntStream.concat(Arrays.stream(prompt), Arrays.stream(drawn.tokens()))
                    .toArray();
            float[][] logits = lm.logits(all);

            assertThat(content).hasSize(drawn.tokens().length).isNotEmpty();
            for (int i = 0; i < drawn.tokens().length; i++) {
                double expected = logSoftmax(logits[prompt.length + i - 1], drawn.tokens()[i]);
                assertThat(content.get(i).path("logprob").asDouble()).isCloseTo(expected, within(1e-3));
                assertThat(content.get(i).path("bytes").isArray()).isTrue();
                assertThat(content.get(i).path("token").isTextual()).isTrue();
            }
        }
    }

    private static double logSoftmax(float[] logits, int token) {
        double sum = 0;
        for (float each : logits) {
            sum += Math.exp(each);
        }
        return logits[token] - Math.log(sum);
    }

    @Test
    void shouldDrawSeveralAnswersWithSeedsOfTheirOwn() {
        JsonNode json = client.chat(ask("count", ", 'max_tokens': 20, 'seed': 5, 'n': 3"))
                .json();

        assertThat(json.path("choices")).hasSize(3);
        assertThat(json.at("/choices/2/index").asInt()).isEqualTo(2);
        List<String> texts = json.findValuesAsText("content");
        assertThat(texts).doesNotHaveDuplicates();
        assertThat(texts.get(0))
                .isEqualTo(client.chat(ask("count", ", 'max_tokens': 20, 'seed': 5"))
                        .text());
    }

    @Test
    void shouldStopBeforeAStopText() {
        String whole =
                client.chat(ask("stop", ", 'max_tokens': 30, 'temperature': 0")).text();
        String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 1);

        for (String form : List.of(quoted(stop), "['never to be seen', " + quoted(stop) + "]")) {
            JsonNode choice = client.chat(ask("stop", ", 'max_tokens': 30, 'temperature': 0, 'stop': " + form))
                    .json()
                    .at("/choices/0");
            assertThat(choice.at("/message/content").asText()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        }
    }

    private static String quoted(String text) {
        return new ObjectMapper().getNodeFactory().textNode(text).toString();
    }

    @Test
    void shouldTakeTheLengthByEitherName() {
        assertThat(client.chat(ask("x", ", 'max_completion_tokens': 2, 'seed': 3"))
                        .json()
                        .at("/usage/completion_tokens")
                        .asInt())
                .isLessThanOrEqualTo(2);
        assertThat(client.chat(ask("x", ", 'seed': 3"))
                        .json()
                        .at("/usage/total_tokens")
                        .asInt())
                .isLessThanOrEqualTo(96);
    }

    @Test
    void shouldSayTokensAndContextOfAPromptThatIsTooLong() {
        Client.Answer answer = client.chat(ask("x".repeat(200), ", 'max_tokens': 4"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("code").asText()).isEqualTo("context_length_exceeded");
        assertThat(answer.error().path("message").asText())
                .contains("201 tokens", "96 tokens")
                .doesNotContain("xxx");
    }

    @Test
    void shouldTakeAnyTextAsContent() {
        assertThat(client.chat(ask("\\ud800 \\u0000 \\ud83d\\ude00 <|im_end|>", ", 'max_tokens': 2"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldStreamTheSameAnswerAsEvents() {
        String fields = ", 'max_tokens': 20, 'seed': 5, 'n': 2, 'stream': true, 'logprobs': true,"
                + " 'stream_options': {'include_usage': true}";
        Client.Answer answer = client.chat(ask("count", fields));

        assertThat(answer.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        List<String> events = Events.of(answer.body());
        assertThat(events).last().isEqualTo("[DONE]");
        StringBuilder[] texts = {new StringBuilder(), new StringBuilder()};
        for (JsonNode chunk : Events.json(events)) {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            for (JsonNode choice : chunk.path("choices")) {
                texts[choice.path("index").asInt()].append(
                        choice.at("/delta/content").asText(""));
            }
        }
        JsonNode whole = client.chat(ask("count", ", 'max_tokens': 20, 'seed': 5, 'n': 2"))
                .json();
        assertThat(texts[0]).hasToString(whole.at("/choices/0/message/content").asText());
        assertThat(texts[1]).hasToString(whole.at("/choices/1/message/content").asText());
        JsonNode last = Events.json(events).get(events.size() - 2);
        assertThat(last.path("usage")).isEqualTo(whole.path("usage"));
        assertThat(last.path("choices")).isEmpty();
    }

    @Test
    void shouldGiveOptionsToTheChatTemplate() throws Exception {
        Path template = Files.writeString(
                folder.resolve("t.jinja"), "{{ messages[0].content }}{% if long %} and more{% endif %}");
        ModelSpec withTemplate = new ModelSpec(spec.path(), "", "float32", template);
        try (ChatServer other = ChatServer.bind(new ServerSettings("127.0.0.1", 0, "", 8, Duration.ofSeconds(5)))) {
            other.start(InJvmAnswerer.open(withTemplate, 1, "mine"));
            String body = "{'model': 'mine', 'max_tokens': 1, 'messages': [{'role': 'user', 'content': 'abc'}]";

            assertThat(promptTokens(other, body + "}")).isEqualTo(3);
            assertThat(promptTokens(other, body + ", 'chat_template_kwargs': {'long': true}}"))
                    .isEqualTo(12);
            assertThat(new Client(other.port())
                            .chat(body + ", 'chat_template_kwargs': {'messages': []}}")
                            .status())
                    .isEqualTo(400);
        }
    }

    private static int promptTokens(ChatServer server, String body) {
        return new Client(server.port())
                .chat(body)
                .json()
                .at("/usage/prompt_tokens")
                .asInt();
    }
}
