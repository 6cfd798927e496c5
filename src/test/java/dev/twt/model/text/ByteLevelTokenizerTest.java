package dev.twt.model.text;

import static dev.twt.model.text.TinyVocabularies.END;
import static dev.twt.model.text.TinyVocabularies.FIRST_BYTE;
import static dev.twt.model.text.TinyVocabularies.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.file.GgufBytes;
import dev.twt.model.file.GgufFile;
import dev.twt.model.file.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLevelTokenizerTest {
    private static final int HELLO = FIRST_BYTE + 256 + 3;
    private static final int TWELVE = HELLO + 1;
    private static final int BLANK_HELLO = HELLO + 3;
    private static final int LESS_BAR_I_M = HELLO + 6;

    @TempDir
    Path folder;

    private Tokenizer open(GgufBytes bytes) {
        try (GgufFile file = GgufFile.open(bytes.write(folder.resolve("m.gguf")))) {
            return Tokenizers.fromGguf(file);
        }
    }

    private static int[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[utf8.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = FIRST_BYTE + (utf8[i] & 255);
        }
        return ids;
    }

    @Test
    void shouldMergeAsTheFileSays() {
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("gpt-2"))) {
            assertThat(tokenizer.encodeText("hello hello")).containsExactly(HELLO, BLANK_HELLO);
            assertThat(tokenizer.encodeText("12")).containsExactly(TWELVE);
            assertThat(tokenizer.encodeText("é😀")).containsExactly(bytes("é😀"));
            assertThat(tokenizer.encodeText("")).isEmpty();
            assertThat(tokenizer.vocabularySize()).isEqualTo(FIRST_BYTE + 256 + 10);
        }
    }

    @Test
    void shouldSplitDigitsWhereThePreTokenizerDoes() {
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("smollm"))) {
            assertThat(tokenizer.encodeText("12")).containsExactly(bytes("12"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-2",
                "mpt",
                "falcon",
                "refact",
                "smollm",
                "starcoder",
                "command-r",
                "deepseek-coder",
                "deepseek-llm",
                "llama-bpe",
                "qwen2"
            })
    void shouldBringTextsBackUnderEveryPreTokenizer(String pre) {
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel(pre))) {
            for (String text : List.of(
                    " hello\n\n  12,345.6 ½ it's don't\t\r\n ",
                    "日本語 العربية हिन्दी 😀👨‍👩‍👧",
                    "<|im_start|>",
                    "a \u0000 b")) {
                assertThat(tokenizer.decode(tokenizer.encodeText(text))).isEqualTo(text);
            }
        }
    }

    @Test
    void shouldKeepSpecialTokensInATextAsText() {
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("gpt-2"))) {
            int[] ids = tokenizer.encodeText("<|im_end|>");
            assertThat(ids).startsWith(LESS_BAR_I_M - 2).doesNotContain(END);
            assertThat(tokenizer.decode(ids)).isEqualTo("<|im_end|>");
            assertThat(tokenizer.encodeMarkup("<|im_start|>hello<|im_end|>")).containsExactly(START, HELLO, END);
        }
    }

    @Test
    void shouldLeaveSpecialTokensOutOfDecodedText() {
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("gpt-2"))) {
            assertThat(tokenizer.decode(new int[] {START, HELLO, END})).isEqualTo("hello");
            assertThat(tokenizer.decode(new int[] {START, END})).isEmpty();
            assertThat(tokenizer.decode(new int[] {-1, HELLO, 9999})).isEqualTo("hello");
        }
    }

    @Test
    void shouldFindUserDefinedTokensInText() {
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("gpt-2"))) {
            assertThat(tokenizer.encodeText("hello<tool>")).containsExactly(HELLO, 3);
            assertThat(tokenizer.decode(new int[] {3})).isEqualTo("<tool>");
        }
    }

    @Test
    void shouldTokenizeAChatAcrossItsPieces() {
        RenderedChat chat = new RenderedChat(List.of(
                new RenderedChat.Piece("<|im_", true),
                new RenderedChat.Piece("start|>\n", true),
                new RenderedChat.Piece("\nhel", false),
                new RenderedChat.Piece("lo<|im_end|>", true),
                new RenderedChat.Piece("<|im_end|>", false),
                new RenderedChat.Piece("<|im_", false),
                new RenderedChat.Piece("end|>", true)));
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("gpt-2"))) {
            int[] ids = tokenizer.encode(chat);
            // hello stands in two pieces and is one token.
            assertThat(ids).startsWith(START, FIRST_BYTE + '\n', FIRST_BYTE + '\n', HELLO, END);
            // The user's own <|im_end|>, and one that is half the user's, are text.
            assertThat(ids).containsOnlyOnce(END);
            assertThat(tokenizer.decode(ids)).isEqualTo("\n\nhello<|im_end|><|im_end|>");
        }
    }

    @Test
    void shouldKnowWhereAnswersEnd() {
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("gpt-2"))) {
            assertThat(tokenizer.endOfAnswer()).containsExactly(0, 2);
            assertThat(tokenizer.special("eos_token")).isEqualTo("<|im_end|>");
            assertThat(tokenizer.special("bos_token")).isEqualTo("<|im_start|>");
            assertThat(tokenizer.special("pad_token")).isEmpty();
        }
    }

    @Test
    void shouldBeginSequencesOnlyWhereTheFileSaysSo() {
        String key = "tokenizer.ggml.add_bos_token";
        try (Tokenizer silent = open(TinyVocabularies.byteLevel("gpt-2"));
                Tokenizer yes = open(TinyVocabularies.byteLevel("gpt-2").bool(key, true));
                Tokenizer no = open(TinyVocabularies.byteLevel("llama-bpe").bool(key, false));
                Tokenizer llama = open(TinyVocabularies.byteLevel("llama-bpe"))) {
            assertThat(silent.beginOfSequence()).isEmpty();
            assertThat(yes.beginOfSequence()).hasValue(START);
            assertThat(no.beginOfSequence()).isEmpty();
            assertThat(llama.beginOfSequence()).hasValue(START);
        }
    }

    @Test
    void shouldServeSeveralThreads() throws Exception {
        String text = "hello 12 <|im_end|> é ".repeat(50);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Tokenizer tokenizer = open(TinyVocabularies.byteLevel("gpt-2"))) {
            int[] expected = tokenizer.encodeText(text);
            List<Callable<int[]>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(() -> tokenizer.encodeText(tokenizer.decode(tokenizer.encodeText(text))));
            }
            for (Future<int[]> result : threads.invokeAll(calls)) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    private void refused(GgufBytes bytes, String... words) {
        assertThatThrownBy(() -> open(bytes).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("m.gguf")
                .hasMessageContainingAll(words);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        refused(TinyVocabularies.byteLevel("default"), "default (tokenizer.ggml.pre)", "smollm");
        refused(TinyVocabularies.byteLevel("tekken"), "tekken (tokenizer.ggml.pre)", "tokenizer.json");
        refused(new GgufBytes().string("tokenizer.ggml.model", "gpt2"), "tokenizer.ggml.pre is missing");
        refused(new GgufBytes().string("tokenizer.ggml.model", "bert"), "the kind bert", "tokenizer.json");
        refused(new GgufBytes(), "tokenizer.ggml.model is missing");
    }

    @Test
    void shouldRefuseDamagedVocabularies() {
        GgufBytes start = new GgufBytes()
                .string("tokenizer.ggml.model", "gpt2")
                .string("tokenizer.ggml.pre", "gpt-2")
                .strings("tokenizer.ggml.merges", List.of("a b"));
        refused(start.strings("tokenizer.ggml.tokens", List.of("a", "a")), "token_type is missing");
        refused(start.ints("tokenizer.ggml.token_type", 1), "2 tokens, and kinds for 1");
        refused(
                new GgufBytes()
                        .string("tokenizer.ggml.model", "gpt2")
                        .string("tokenizer.ggml.pre", "gpt-2")
                        .strings("tokenizer.ggml.merges", List.of())
                        .strings("tokenizer.ggml.tokens", List.of("a", "a"))
                        .ints("tokenizer.ggml.token_type", 1, 1),
                "tokens 0 and 1 are the same text");
        refused(
                new GgufBytes()
                        .string("tokenizer.ggml.model", "gpt2")
                        .string("tokenizer.ggml.pre", "gpt-2")
                        .strings("tokenizer.ggml.merges", List.of("a b"))
                        .strings("tokenizer.ggml.tokens", List.of("a", "b"))
                        .ints("tokenizer.ggml.token_type", 1, 1),
                "the tokenizer can't be built");
        refused(
                TinyVocabularies.byteLevel("gpt-2").uint32("tokenizer.ggml.eot_token_id", 100_000),
                "eot_token_id is 100000 of 270 tokens");
    }
}
