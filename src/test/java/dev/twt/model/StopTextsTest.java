package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.model.text.Tokenizer;
import dev.twt.model.text.Tokenizers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTextsTest {
    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() {
        TinyFolder.write(TinyModel.random(TinyShape.TIED_LLAMA, 1), folder);
        tokenizer = Tokenizers.fromFolder(folder);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void shouldFindAStopTextWhenItIsComplete() {
        String text = "The answer is 4.\n\nQuestion: what";
        int[] tokens = tokenizer.encodeText(text);
        StopTexts stops = new StopTexts(tokenizer, List.of("\n\nQuestion:"));
        int first = firstHit(stops, tokens);
        assertThat(tokenizer.decode(Arrays.copyOf(tokens, first))).isEqualTo("The answer is 4.\n\nQuestion:");
        StopTexts.Cut cut = stops.find(Arrays.copyOf(tokens, first));
        assertThat(cut.text()).isEqualTo("The answer is 4.");
        assertThat(tokenizer.decode(Arrays.copyOf(tokens, cut.tokens()))).isEqualTo("The answer is 4.");
    }

    @Test
    void shouldKeepATokenThatReachesIntoTheStopText() {
        // "th" is one token: the text before "h" needs it
        int[] tokens = tokenizer.encodeText("bath");
        StopTexts.Cut cut = new StopTexts(tokenizer, List.of("h")).find(tokens);
        assertThat(tokens).hasSize(3);
        assertThat(cut).isEqualTo(new StopTexts.Cut("bat", 3));
    }

    @Test
    void shouldCutAtTheFirstOfSeveralStopTexts() {
        int[] tokens = tokenizer.encodeText("one two");
        assertThat(new StopTexts(tokenizer, List.of("two", "ne t", "")).find(tokens))
                .isEqualTo(new StopTexts.Cut("o", 1));
    }

    @Test
    void shouldFindAStopTextOfCharactersThatTakeSeveralTokens() {
        int[] tokens = tokenizer.encodeText("done " + "\u7d42\u308f\u308a".repeat(3) + "\ud83d\ude00");
        StopTexts stops = new StopTexts(tokenizer, List.of("\u308a\u7d42\u308f\u308a\ud83d\ude00"));
        assertThat(firstHit(stops, tokens)).isEqualTo(tokens.length);
        assertThat(stops.find(tokens).text()).isEqualTo("done " + "\u7d42\u308f\u308a\u7d42\u308f");
    }

    @Test
    void shouldFindNothingWithoutStopTexts() {
        assertThat(new StopTexts(tokenizer, List.of()).find(tokenizer.encodeText("anything")))
                .isNull();
    }

    private static int firstHit(StopTexts stops, int[] tokens) {
        for (int n = 1; n <= tokens.length; n++) {
            if (stops.find(Arrays.copyOf(tokens, n)) != null) {
                return n;
            }
        }
        return -1;
    }
}
