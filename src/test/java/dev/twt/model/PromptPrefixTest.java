package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.model.text.ChatMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptPrefixTest {
    @TempDir
    Path folder;

    private PromptPrefix said(String json) throws IOException {
        Files.writeString(folder.resolve("twt-stage.json"), json);
        return PromptPrefix.of(folder);
    }

    private static List<ChatMessage> user(String text) {
        return List.of(new ChatMessage("user", text));
    }

    @Test
    void shouldPutTheFirstBeforeTheLastMessageOfTheUserUnlessOneIsThere() throws IOException {
        PromptPrefix prefix = said("{\"stage\": \"tasks\", \"promptPrefixes\": [\"[label] \", \"[rationale] \"]}");
        List<ChatMessage> conversation = List.of(
                new ChatMessage("system", "Be short."),
                new ChatMessage("user", "One?"),
                new ChatMessage("assistant", "Yes."),
                new ChatMessage("user", "Two?"),
                new ChatMessage("assistant", "So"));

        assertThat(prefix.text()).isEqualTo("[label] ");
        assertThat(prefix.before(conversation))
                .extracting(ChatMessage::content)
                .containsExactly("Be short.", "One?", "Yes.", "[label] Two?", "So");
        assertThat(prefix.before(user("[label] Two?"))).isEqualTo(user("[label] Two?"));
        assertThat(prefix.before(user("[rationale] Two?"))).isEqualTo(user("[rationale] Two?"));
        assertThat(prefix.before(List.of())).isEmpty();
    }

    @Test
    void shouldChangeNothingWhereTheFolderSaysNothing() throws IOException {
        assertThat(PromptPrefix.of(folder.resolve("absent.gguf")).isEmpty()).isTrue();
        assertThat(PromptPrefix.of(folder).isEmpty()).isTrue();
        assertThat(said("{\"stage\": \"free\", \"promptPrefixes\": []}").isEmpty())
                .isTrue();
        assertThat(said("{\"stage\": \"free\"}").isEmpty()).isTrue();
        assertThat(said("no JSON").isEmpty()).isTrue();
        assertThat(PromptPrefix.of(folder).before(user("Two?"))).isEqualTo(user("Two?"));
    }
}
