package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Jinja2's own renders of templates of real models, where the shared data is. */
class RealChatTemplatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-07-26T00:00:00Z"), ZoneOffset.UTC);

    @TestFactory
    Stream<DynamicTest> shouldRenderAsJinja2() throws IOException {
        Path vectors = vectors();
        JsonNode renders = JSON.readTree(vectors.resolve("chat_renders.json").toFile());
        JsonNode cases =
                JSON.readTree(vectors.resolve("chat_template_cases.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode template : renders.get("templates")) {
            String name = template.get("template").asText();
            String source = source(vectors, cases, name);
            tests.add(DynamicTest.dynamicTest(name, () -> check(source, template, renders.get("conversations"))));
        }
        return tests.stream();
    }

    private static void check(String source, JsonNode expected, JsonNode conversations) {
        ChatTemplate template = ChatTemplates.parse(
                expected.get("template").asText(),
                source,
                Map.of(
                        "bos_token", expected.get("bos_token").asText(),
                        "eos_token", expected.get("eos_token").asText()),
                CLOCK);
        for (JsonNode render : expected.get("renders")) {
            List<ChatMessage> messages =
                    messages(conversations.get(render.get("conversation").asText()));
            boolean prompt = render.get("add_generation_prompt").asBoolean();
            Map<String, Object> options =
                    JSON.convertValue(render.get("extra"), new TypeReference<Map<String, Object>>() {});
            if (render.hasNonNull("error")) {
                assertThatThrownBy(() -> template.render(messages, prompt, options))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining(render.get("error").asText().replaceFirst("^\\w+: ", ""));
            } else {
                RenderedChat chat = template.render(messages, prompt, options);
                assertThat(chat.text())
                        .as(render.toString())
                        .isEqualTo(render.get("output").asText());
            }
        }
    }

    private static List<ChatMessage> messages(JsonNode conversation) {
        List<ChatMessage> messages = new ArrayList<>();
        conversation.forEach(message -> messages.add(new ChatMessage(
                message.get("role").asText(), message.get("content").asText())));
        return messages;
    }

    private static String source(Path vectors, JsonNode cases, String name) throws IOException {
        for (JsonNode one : cases.get("cases")) {
            if (name.equals("case: " + one.get("name").asText())) {
                return one.get("template_str").asText();
            }
        }
        return Files.readString(vectors.resolve("templates").resolve(name + ".jinja"), StandardCharsets.UTF_8);
    }

    private static Path vectors() {
        String given = System.getProperty("TWT_SHARED", System.getenv("TWT_SHARED"));
        Path vectors = Path.of(given == null ? "../shared" : given).resolve("data/llama_cpp_vectors");
        assumeTrue(Files.isDirectory(vectors), "the shared data is not on this machine");
        return vectors;
    }
}
