package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTokenizerTest {
    private static final String TEMPLATE = """
            {"type": "Sequence", "processors": [{"type": "TemplateProcessing",
              "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
              "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
              "special_tokens": {"<s>": {"id": "<s>", "ids": [5], "tokens": ["<s>"]}}}]}""";

    @TempDir
    Path folder;

    @BeforeEach
    void writeTokenizer() throws IOException {
        write("null");
    }

    /** Letters a, b, c, "ab" by a merge, and a merge that would make a special token. */
    private void write(String postProcessor) throws IOException {
        file("tokenizer.json", """
                {"version": "1.0",
                 "truncation": {"max_length": 2, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
                 "padding": null,
                 "added_tokens": [
                   {"id": 5, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
                    "normalized": false, "special": true},
                   {"id": 6, "content": "<|end|>", "single_word": false, "lstrip": false, "rstrip": true,
                    "normalized": false, "special": true},
                   {"id": 7, "content": "cc", "single_word": false, "lstrip": false, "rstrip": false,
                    "normalized": false, "special": false},
                   {"id": 4, "content": "ba", "single_word": false, "lstrip": false, "rstrip": false,
                    "normalized": false, "special": true}],
                 "normalizer": null, "pre_tokenizer": null, "post_processor": %s, "decoder": {"type": "Fuse"},
                 "model": {"type": "BPE", "unk_token": "<s>", "byte_fallback": false, "ignore_merges": false,
                   "vocab": {"a": 0, "b": 1, "c": 2, "ab": 3, "ba": 4, "<s>": 5},
                   "merges": [["b", "a"], ["a", "b"]]}}
                """.formatted(postProcessor));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shouldReadTokenizerJson() {
        try (Tokenizer tokenizer = Tokenizers.fromFolder(folder)) {
            assertThat(tokenizer.encodeText("abcab")).containsExactly(3, 2, 3);
            assertThat(tokenizer.encodeText("ccc")).containsExactly(7, 2);
            assertThat(tokenizer.decode(new int[] {5, 3, 7, 6})).isEqualTo("abcc");
            assertThat(tokenizer.vocabularySize()).isEqualTo(8);
        }
    }

    @Test
    void shouldKeepSpecialTokensInATextAsText() {
        try (Tokenizer tokenizer = Tokenizers.fromFolder(folder)) {
            // Neither by its name nor by a merge.
            assertThat(tokenizer.encodeText("ba")).containsExactly(1, 0);
            assertThat(tokenizer.encodeMarkup("ba")).containsExactly(4);
            assertThat(tokenizer.encodeMarkup("<s>ab<|end|> a")).containsExactly(5, 3, 6, 0);
            RenderedChat chat = new RenderedChat(List.of(
                    new RenderedChat.Piece("<s>a", true),
                    new RenderedChat.Piece("ba", false),
                    new RenderedChat.Piece("<|end|>", true)));
            assertThat(tokenizer.encode(chat)).containsExactly(5, 3, 0, 6);
        }
    }

    @Test
    void shouldTakeNamesAndEndsFromTheOtherFiles() throws IOException {
        file(
                "tokenizer_config.json",
                "{\"bos_token\": {\"content\": \"<s>\"}, \"eos_token\": \"ba\", \"pad_token\": null}");
        file("special_tokens_map.json", "{\"bos_token\": \"x\", \"unk_token\": \"<s>\"}");
        file("generation_config.json", "{\"eos_token_id\": [2, 4]}");
        try (Tokenizer tokenizer = Tokenizers.fromFolder(folder)) {
            assertThat(tokenizer.special("bos_token")).isEqualTo("<s>");
            assertThat(tokenizer.special("eos_token")).isEqualTo("ba");
            assertThat(tokenizer.special("unk_token")).isEqualTo("<s>");
            assertThat(tokenizer.special("pad_token")).isEmpty();
            assertThat(tokenizer.endOfAnswer()).containsExactly(2, 4, 6);
            assertThat(tokenizer.beginOfSequence()).isEmpty();
        }
    }

    @Test
    void shouldBeginSequencesAsTheTemplateOrTheConfigSays() throws IOException {
        write(TEMPLATE);
        try (Tokenizer tokenizer = Tokenizers.fromFolder(folder)) {
            assertThat(tokenizer.beginOfSequence()).hasValue(5);
            assertThat(tokenizer.encodeText("a")).containsExactly(0);
        }
        file("tokenizer_config.json", "{\"bos_token\": \"<s>\", \"add_bos_token\": false}");
        try (Tokenizer tokenizer = Tokenizers.fromFolder(folder)) {
            assertThat(tokenizer.beginOfSequence()).isEmpty();
        }
        write("null");
        file("tokenizer_config.json", "{\"bos_token\": \"<s>\", \"add_bos_token\": true}");
        try (Tokenizer tokenizer = Tokenizers.fromFolder(folder)) {
            assertThat(tokenizer.beginOfSequence()).hasValue(5);
        }
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> Tokenizers.fromFolder(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContainingAll(words);
    }

    @Test
    void shouldRefuseBrokenFiles() throws IOException {
        file("tokenizer.json", "{\"model\":");
        refused("tokenizer.json", "it is not JSON");
        file("tokenizer.json", "[]");
        refused("tokenizer.json", "it has no model");
        file("tokenizer.json", "{\"version\": \"1.0\", \"model\": {\"type\": \"Magic\", \"vocab\": {}}}");
        refused("the tokenizer can't be built");
        Files.delete(folder.resolve("tokenizer.json"));
        refused("there is no tokenizer.json", "save_pretrained");
    }

    @Test
    void shouldRefuseWholeWordSpecialTokens() throws IOException {
        Path path = folder.resolve("tokenizer.json");
        file("tokenizer.json", Files.readString(path).replaceFirst("\"single_word\": false", "\"single_word\": true"));
        refused("<s>", "single_word");
    }
}
