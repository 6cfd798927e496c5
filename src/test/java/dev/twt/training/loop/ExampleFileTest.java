package dev.twt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import dev.twt.model.text.ChatMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleFileTest {
    @TempDir
    Path folder;

    private List<Example> read(String text) throws IOException {
        return ExampleFile.read(Files.writeString(folder.resolve("train.jsonl"), text));
    }

    @Test
    void shouldReadPromptsAndCompletions() throws IOException {
        assertThat(read("""
                {"prompt": [{"role": "user", "content": "2 + 3?"}], "completion": [{"role": "assistant", "content": "5"}],
                """.strip() + """
                 "chat_template_kwargs": {"enable_thinking": false}, "question_id": "q1", "request_id": "r1"}

                {"prompt": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}], "completion": [{"role": \
                "assistant", "content": ""}], "chat_template_kwargs": {"enable_thinking": null}, "weight": 0.5, "objective": "label"}
                """))
                .containsExactly(
                        new Example(
                                "q1",
                                List.of(new ChatMessage("user", "2 + 3?")),
                                "5",
                                Map.of("enable_thinking", false),
                                1,
                                ""),
                        new Example(
                                folder.resolve("train.jsonl") + ":3",
                                List.of(new ChatMessage("system", "s"), new ChatMessage("user", "u")),
                                "",
                                Map.of(),
                                0.5,
                                "label"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"prompt\": [ | this line is no JSON",
                "{} | there is no completion",
                "{\"completion\": \"5\"} | there is no completion",
                "{\"completion\": [{\"role\": \"assistant\"}]} | completion holds something that is no {role, content}",
                "{\"completion\": [{\"role\": \"assistant\", \"content\": \"5\"}]} | there is no prompt",
                "{\"completion\": [{\"role\": \"a\", \"content\": \"5\"}, {\"role\": \"a\", \"content\": \"6\"}]} | 2 messages",
                "{\"completion\": [{\"role\": \"a\", \"content\": \"5\"}], \"weight\": 0} | weight is 0.0",
            })
    void shouldSayWhichLineIsNoExample(String line, String what) {
        String good =
                "{\"prompt\": [{\"role\": \"user\", \"content\": \"u\"}], \"completion\": [{\"role\": \"assistant\","
                        + " \"content\": \"5\"}]}\n";
        assertThatThrownBy(() -> read(good + line + "\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train.jsonl:2: ")
                .hasMessageContaining(what)
                .hasMessageContaining("docs/exports.md");
    }
}
