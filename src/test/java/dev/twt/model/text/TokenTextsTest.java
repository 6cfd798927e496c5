package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenTextsTest {
    /** A token is a byte. */
    private static String decode(int[] tokens) {
        byte[] bytes = new byte[tokens.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) tokens[i];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int[] tokens(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = bytes[i];
        }
        return tokens;
    }

    @Test
    void shouldPutACharacterAtTheTokenThatCompletesIt() {
        assertThat(TokenTexts.of(tokens("a\u20acb"), TokenTextsTest::decode))
                .containsExactly("a", "", "", "\u20ac", "b");
        assertThat(String.join("", TokenTexts.of(tokens("\ud83d\ude00 ok \u00e4"), TokenTextsTest::decode)))
                .isEqualTo("\ud83d\ude00 ok \u00e4");
    }

    @Test
    void shouldGoOnAfterBytesThatAreNoCharacter() {
        int[] tokens = new int[40];
        Arrays.fill(tokens, 0xff);
        tokens[39] = 'z';

        List<String> texts = TokenTexts.of(tokens, TokenTextsTest::decode);

        assertThat(texts).hasSize(40).last().asString().endsWith("z");
    }

    @Test
    void shouldKeepTheBlankThatADecoderDropsAtTheBeginning() {
        assertThat(TokenTexts.of(new int[] {1, 2}, ids -> ids.length == 0 ? "" : ids.length == 1 ? "one" : "one two"))
                .containsExactly("one", " two");
    }
}
