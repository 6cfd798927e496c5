package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.PromptStyle;
import dev.twt.config.UserException;
import dev.twt.model.PromptPrefix;
import dev.twt.model.text.ChatMessage;
import dev.twt.model.text.RenderedChat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptEncoderTest {
    private static final List<ChatMessage> CONVERSATION = List.of(
            new ChatMessage("system", "Solve it."),
            new ChatMessage("user", "Question: 1 + 1?"),
            new ChatMessage("assistant", "Answer: 2"),
            new ChatMessage("user", "Question: 2 + 2?"));

    private static final PromptPrefix NONE = new PromptPrefix(List.of());

    private final FakeLm lm = new FakeLm();

    private String encoded(PromptStyle style) {
        return lm.tokenizer()
                .decode(new PromptEncoder(lm.tokenizer(), lm::chatTemplate, style, "t", NONE).encode(CONVERSATION));
    }

    @Test
    void shouldWriteWorkedExamplesAndQuestionOneAfterAnotherForABaseModel() {
        assertThat(encoded(PromptStyle.AUTO))
                .isEqualTo("Solve it.\n\nQuestion: 1 + 1?\nAnswer: 2\n\nQuestion: 2 + 2?\n");
    }

    @Test
    void shouldUseTheChatTemplateWhereThereIsOne() {
        lm.template = (messages, open, options) -> {
            assertThat(options).containsEntry("enable_thinking", false);
            return new RenderedChat(List.of(new RenderedChat.Piece("[" + messages.size() + open + "]", true)));
        };

        assertThat(encoded(PromptStyle.AUTO)).isEqualTo("[4true]");
        assertThat(encoded(PromptStyle.CHAT)).isEqualTo("[4true]");
        assertThat(encoded(PromptStyle.PLAIN)).startsWith("Solve it.");
    }

    @Test
    void shouldRefuseChatWithoutATemplate() {
        assertThatThrownBy(() -> new PromptEncoder(lm.tokenizer(), lm::chatTemplate, PromptStyle.CHAT, "gemma", NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("teachers.gemma.prompt")
                .hasMessageContaining("prompt = plain");
    }

    @Test
    void shouldPutThePrefixOfItsTrainingBeforeTheQuestionAndStopThere() {
        PromptEncoder encoder = new PromptEncoder(
                lm.tokenizer(), lm::chatTemplate, PromptStyle.AUTO, "t", new PromptPrefix(List.of("[label] ")));

        assertThat(lm.tokenizer().decode(encoder.encode(CONVERSATION)))
                .isEqualTo("Solve it.\n\nQuestion: 1 + 1?\nAnswer: 2\n\n[label] Question: 2 + 2?\n");
        assertThat(encoder.stops(CONVERSATION, List.of("x")))
                .containsExactly("x", "\nQuestion:", "\n[label] Question:");
    }

    @Test
    void shouldStopABaseModelAtTheNextQuestion() {
        assertThat(PromptEncoder.plainStops(CONVERSATION)).containsExactly("\nQuestion:");
    }

    @Test
    void shouldNotMakeAStopOfAWholeSentence() {
        assertThat(PromptEncoder.plainStops(
                        List.of(new ChatMessage("user", "A long question that has a colon late: really"))))
                .isEmpty();
    }
}
