package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.model.text.RenderedChat.Piece;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChatEncoderTest {
    /** One token a character, "ab" is one token (1), "&lt;eot&gt;" is special (2), a sequence begins with 0. */
    private static final class PairTokenizer implements Tokenizer {
        @Override
        public int vocabularySize() {
            return 256;
        }

        @Override
        public int[] encodeText(String text) {
            return text.replace("ab", "\u0001").chars().toArray();
        }

        @Override
        public int[] encodeMarkup(String text) {
            return encodeText(text.replace("<eot>", "\u0002").replace("<bos>", "\u0000"));
        }

        @Override
        public String decode(int[] ids) {
            return "";
        }

        @Override
        public OptionalInt beginOfSequence() {
            return OptionalInt.of(0);
        }

        @Override
        public int[] endOfAnswer() {
            return new int[] {2};
        }

        @Override
        public String special(String name) {
            return "";
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final ChatEncoder encoder = new ChatEncoder(new PairTokenizer());

    private int[] encode(Piece... pieces) {
        return encoder.encode(new RenderedChat(List.of(pieces)));
    }

    @Test
    void shouldEncodeAcrossTheSeamAsTheModelWasTrained() {
        assertThat(encode(new Piece("xa", true), new Piece("by", false))).containsExactly(0, 'x', 1, 'y');
    }

    @Test
    void shouldKeepASpecialTokenInAMessageText() {
        assertThat(encode(new Piece("q<eot>", true), new Piece("<eot>", false), new Piece("<eot>", true)))
                .containsExactly(0, 'q', 2, '<', 'e', 'o', 't', '>', 2);
    }

    @Test
    void shouldNotBeginTwice() {
        assertThat(encode(new Piece("<bos>q", true))).containsExactly(0, 'q');
    }

    @Test
    void shouldBeginAPlainText() {
        assertThat(encoder.encodePlain("q<eot>")).containsExactly(0, 'q', '<', 'e', 'o', 't', '>');
    }
}
