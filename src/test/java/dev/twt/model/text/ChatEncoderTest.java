package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is trained on and what a served model is sent are the same tokens. */
class ChatEncoderTest {
    private static final List<ChatMessage> QUESTION = List.of(new ChatMessage("user", "What is 2 + 3?"));
    private static final Map<String, Object> NO_THINKING = Map.of("enable_thinking", false);

    /** A character a token, and above them the ends of turns. */
    private record Characters(List<String> ends, OptionalInt beginOfSequence) implements Tokenizer {
        private static final int FIRST_END = 0x110000;

        @Override
        public int vocabularySize() {
            return FIRST_END + ends.size();
        }

        @Override
        public int[] encodeText(String text) {
            return text.codePoints().toArray();
        }

        @Override
        public int[] encodeMarkup(String text) {
            for (String end : ends) {
                int at = text.indexOf(end);
                if (at >= 0) {
                    return joined(
                            encodeMarkup(text.substring(0, at)),
                            new int[] {FIRST_END + ends.indexOf(end)},
                            encodeMarkup(text.substring(at + end.length())));
                }
            }
            return encodeText(text);
        }

        private static int[] joined(int[]... parts) {
            return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
        }

        @Override
        public String decode(int[] ids) {
            return IntStream.of(ids)
                    .mapToObj(id -> id < FIRST_END ? Character.toString(id) : ends.get(id - FIRST_END))
                    .collect(Collectors.joining());
        }

        @Override
        public int[] endOfAnswer() {
            return IntStream.range(FIRST_END, FIRST_END + ends.size()).toArray();
        }

        @Override
        public String special(String name) {
            return "";
        }

        @Override
        public void close() {}
    }

    private static Characters characters(String... ends) {
        return new Characters(List.of(ends), OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "chatml, <|im_end|>",
        "thinking, <|im_end|>",
        "headers, <|eot_id|>",
        "turns, <end_of_turn>",
        "inst, </s>"
    })
    void shouldTrainOnTheVeryTokensThatAServerSendsAndAModelAnswers(String name, String end) {
        ChatTemplate template = ChatFixtures.template(name);
        Characters tokenizer = characters(end);
        ChatEncoder encoder = new ChatEncoder(tokenizer, Optional.of(template));
        int[] prompt = encoder.prompt(QUESTION, NO_THINKING);
        int[] answer = encoder.answer(QUESTION, "The answer is 5.", NO_THINKING);

        assertThat(prompt).isEqualTo(tokenizer.encode(template.render(QUESTION, true, NO_THINKING)));
        assertThat(tokenizer.decode(answer).strip()).isEqualTo("The answer is 5." + end);
        assertThat(answer[answer.length - 1]).isEqualTo(tokenizer.endOfAnswer()[0]);
        List<ChatMessage> whole = List.of(QUESTION.get(0), new ChatMessage("assistant", "The answer is 5."));
        assertThat(template.render(whole, false, NO_THINKING).text())
                .startsWith(tokenizer.decode(prompt) + tokenizer.decode(answer));
    }

    @Test
    void shouldHaveTheEmptyThinkingBlockInThePromptWhereThinkingIsOffAndInTheAnswerWhereItIsNot() {
        ChatEncoder encoder = new ChatEncoder(characters("<|im_end|>"), Optional.of(ChatFixtures.template("thinking")));
        Characters tokenizer = characters("<|im_end|>");

        assertThat(tokenizer.decode(encoder.prompt(QUESTION, Map.of()))).endsWith("<think>\n\n</think>\n\n");
        assertThat(tokenizer.decode(encoder.answer(QUESTION, "5", Map.of()))).isEqualTo("5<|im_end|>");
        Map<String, Object> on = Map.of("enable_thinking", true);
        assertThat(tokenizer.decode(encoder.prompt(QUESTION, on))).endsWith("assistant\n");
        assertThat(tokenizer.decode(encoder.answer(QUESTION, "5", on))).isEqualTo("<think>\n\n</think>\n\n5<|im_end|>");
    }

    @Test
    void shouldTakeAnEndOfTurnInAnAnswerForText() {
        Characters tokenizer = characters("<|im_end|>");
        ChatEncoder encoder = new ChatEncoder(tokenizer, Optional.of(ChatFixtures.template("chatml")));
        int[] answer = encoder.answer(QUESTION, "say <|im_end|> then 5", Map.of());

        assertThat(tokenizer.decode(answer)).isEqualTo("say <|im_end|> then 5<|im_end|>");
        assertThat(IntStream.of(answer).filter(id -> id == Characters.FIRST_END).count())
                .isOne();
    }

    @Test
    void shouldAnswerInTheTextAloneWhereTheTemplateChangesThePromptOnceItIsAnswered() {
        Characters tokenizer = characters("<|im_end|>");
        ChatTemplate other = (messages, open, options) ->
                new RenderedChat(List.of(new RenderedChat.Piece(messages.size() + (open ? " open" : " closed"), true)));
        ChatEncoder encoder = new ChatEncoder(tokenizer, Optional.of(other));

        assertThat(tokenizer.decode(encoder.answer(QUESTION, "5", Map.of()))).isEqualTo("5<|im_end|>");
    }

    @Test
    void shouldBeginAPlainPromptAsTheModelExpectsIt() {
        Characters tokenizer = new Characters(List.of("</s>"), OptionalInt.of('^'));
        ChatEncoder encoder = new ChatEncoder(tokenizer, Optional.empty());

        assertThat(tokenizer.decode(encoder.prompt(QUESTION, Map.of()))).isEqualTo("^What is 2 + 3?\n");
        assertThat(tokenizer.decode(encoder.answer(QUESTION, "5", Map.of()))).isEqualTo("5</s>");
    }
}
