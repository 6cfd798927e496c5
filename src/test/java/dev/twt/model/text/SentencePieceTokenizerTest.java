package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.file.GgufBytes;
import dev.twt.model.file.GgufFile;
import dev.twt.model.file.ModelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePieceTokenizerTest {
    private static final int FIRST = 260;
    private static final int BLANK_A = FIRST;
    private static final int AB = FIRST + 1;
    private static final int BLANK_AB = FIRST + 2;
    private static final int ABC = FIRST + 3;
    private static final int BLANK = FIRST + 4;
    private static final int A = FIRST + 5;
    private static final int B = FIRST + 6;
    private static final int C = FIRST + 7;
    private static final int NEWLINE = FIRST + 8;
    private static final int TWO_BLANKS = FIRST + 9;
    private static final int THREE_BLANKS = FIRST + 10;

    @TempDir
    Path folder;

    private Tokenizer open(GgufBytes bytes) {
        try (GgufFile file = GgufFile.open(bytes.write(folder.resolve("m.gguf")))) {
            return Tokenizers.fromGguf(file);
        }
    }

    private Tokenizer withoutPrefix() {
        return open(TinyVocabularies.sentencePiece().bool("tokenizer.ggml.add_space_prefix", false));
    }

    @Test
    void shouldPutABlankBeforeTheTextUnlessTheFileSaysNo() {
        try (Tokenizer prefix = open(TinyVocabularies.sentencePiece());
                Tokenizer none = withoutPrefix()) {
            assertThat(prefix.encodeText("a")).containsExactly(BLANK_A);
            assertThat(prefix.decode(new int[] {BLANK_A})).isEqualTo("a");
            assertThat(none.encodeText("a")).containsExactly(A);
            assertThat(none.encodeText(" a")).containsExactly(BLANK_A);
            assertThat(none.decode(new int[] {BLANK_A})).isEqualTo(" a");
        }
    }

    @Test
    void shouldMakeTheMergeWithTheBestScoreFirst() {
        try (Tokenizer tokenizer = withoutPrefix()) {
            // ▁a has a better score than ab, which has a better one than abc.
            assertThat(tokenizer.encodeText(" ab")).containsExactly(BLANK_AB);
            assertThat(tokenizer.encodeText("abc")).containsExactly(ABC);
            assertThat(tokenizer.encodeText(" abc")).containsExactly(BLANK_AB, C);
            assertThat(tokenizer.encodeText("bab")).containsExactly(B, AB);
        }
    }

    @Test
    void shouldFindRunsOfBlanksBeforeMerging() {
        try (Tokenizer tokenizer = withoutPrefix()) {
            assertThat(tokenizer.encodeText("a  a")).containsExactly(A, TWO_BLANKS, A);
            assertThat(tokenizer.encodeText("    a")).containsExactly(THREE_BLANKS, BLANK_A);
            assertThat(tokenizer.encodeText(" \n  ")).containsExactly(BLANK, NEWLINE, TWO_BLANKS);
            assertThat(tokenizer.encodeText("▁▁a")).containsExactly(TWO_BLANKS, A);
        }
    }

    @Test
    void shouldFallBackToBytes() {
        try (Tokenizer tokenizer = withoutPrefix()) {
            assertThat(tokenizer.encodeText("é")).containsExactly(4 + 0xc3, 4 + 0xa9);
            assertThat(tokenizer.decode(new int[] {4 + 0xc3, 4 + 0xa9})).isEqualTo("é");
            assertThat(tokenizer.decode(new int[] {4 + 0xc3})).isEqualTo("\ufffd");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "  a  ", "\n\n a", "日本語 😀", "<s></s>", "ab\tabc", "    ", "<0x41>"})
    void shouldBringTextsBack(String text) {
        try (Tokenizer prefix = open(TinyVocabularies.sentencePiece());
                Tokenizer none = withoutPrefix()) {
            assertThat(none.decode(none.encodeText(text))).isEqualTo(text);
            if (!text.startsWith(" ") && !text.startsWith("\n")) {
                assertThat(prefix.decode(prefix.encodeText(text))).isEqualTo(text);
            }
        }
    }

    @Test
    void shouldKeepSpecialTokensInATextAsText() {
        try (Tokenizer tokenizer = withoutPrefix()) {
            assertThat(tokenizer.encodeText("<s>a</s>")).doesNotContain(1, 2).contains(A);
            assertThat(tokenizer.encodeMarkup("<s>a<end_of_turn>")).containsExactly(1, A, 3);
            assertThat(tokenizer.decode(new int[] {1, A, 3})).isEqualTo("a");
            RenderedChat chat = new RenderedChat(List.of(
                    new RenderedChat.Piece("<s>a", true),
                    new RenderedChat.Piece("bc</s>", false),
                    new RenderedChat.Piece("</s>", true)));
            assertThat(tokenizer.encode(chat)).startsWith(1, ABC).endsWith(2).containsOnlyOnce(2);
        }
    }

    @Test
    void shouldPutThePrefixOnceIntoAChat() {
        try (Tokenizer tokenizer = open(TinyVocabularies.sentencePiece())) {
            RenderedChat chat =
                    new RenderedChat(List.of(new RenderedChat.Piece("<s>a", true), new RenderedChat.Piece("b", false)));
            assertThat(tokenizer.encode(chat)).containsExactly(1, BLANK_AB);
        }
    }

    @Test
    void shouldBeginSequencesUnlessTheFileSaysNo() {
        try (Tokenizer silent = open(TinyVocabularies.sentencePiece());
                Tokenizer no = open(TinyVocabularies.sentencePiece().bool("tokenizer.ggml.add_bos_token", false))) {
            assertThat(silent.beginOfSequence()).hasValue(1);
            assertThat(no.beginOfSequence()).isEmpty();
            assertThat(silent.endOfAnswer()).containsExactly(2, 3);
            assertThat(silent.special("unk_token")).isEqualTo("<unk>");
        }
    }

    @Test
    void shouldRefuseMissingScores() {
        GgufBytes bytes = new GgufBytes()
                .string("tokenizer.ggml.model", "llama")
                .strings("tokenizer.ggml.tokens", List.of("a"))
                .ints("tokenizer.ggml.token_type", 1);
        assertThatThrownBy(() -> open(bytes).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tokenizer.ggml.scores is missing");
        assertThatThrownBy(() -> open(bytes.floats("tokenizer.ggml.scores")).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("1 tokens and 0 scores");
    }
}
