package dev.twt.model.text;

import dev.twt.model.file.GgufBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small GGUF vocabularies made for these tests. */
final class TinyVocabularies {
    /** Ids of the first tokens of {@link #byteLevel}: specials, then one token a byte. */
    static final int END = 0;

    static final int START = 1;
    static final int FIRST_BYTE = 4;

    private TinyVocabularies() {}

    /** GPT-2's byte-level BPE: 256 bytes and a few merges; the word "hello" and numbers are single tokens. */
    static GgufBytes byteLevel(String pre) {
        List<String> tokens = new ArrayList<>(List.of("<|im_end|>", "<|im_start|>", "<|endoftext|>", "<tool>"));
        for (int b = 0; b < 256; b++) {
            tokens.add(byteLetter(b));
        }
        List<String> merges = List.of("h e", "l l", "he ll", "hell o", "1 2", "Ċ Ċ", "Ġ hello", "< |", "<| i", "<|i m");
        for (String merge : merges) {
            tokens.add(merge.replace(" ", ""));
        }
        int[] types = new int[tokens.size()];
        Arrays.fill(types, 1);
        Arrays.fill(types, 0, 3, 3);
        types[3] = 4;
        return new GgufBytes()
                .string("tokenizer.ggml.model", "gpt2")
                .string("tokenizer.ggml.pre", pre)
                .strings("tokenizer.ggml.tokens", tokens)
                .ints("tokenizer.ggml.token_type", types)
                .strings("tokenizer.ggml.merges", merges)
                .uint32("tokenizer.ggml.bos_token_id", START)
                .uint32("tokenizer.ggml.eos_token_id", END);
    }

    /** SentencePiece's BPE with byte fallback: a few pieces, runs of blanks and a newline found before merging. */
    static GgufBytes sentencePiece() {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>", "<end_of_turn>"));
        for (int b = 0; b < 256; b++) {
            tokens.add("<0x%02X>".formatted(b));
        }
        int firstPiece = tokens.size();
        tokens.addAll(List.of("▁a", "ab", "▁ab", "abc", "▁", "a", "b", "c", "\n", "  ", "   "));
        int[] types = new int[tokens.size()];
        float[] scores = new float[tokens.size()];
        Arrays.fill(types, 6);
        types[0] = 2;
        Arrays.fill(types, 1, 4, 3);
        for (int id = firstPiece; id < types.length; id++) {
            boolean blanks = id >= types.length - 3;
            types[id] = blanks ? 4 : 1;
            scores[id] = blanks ? -1000 : firstPiece - id;
        }
        return new GgufBytes()
                .string("tokenizer.ggml.model", "llama")
                .strings("tokenizer.ggml.tokens", tokens)
                .ints("tokenizer.ggml.token_type", types)
                .floats("tokenizer.ggml.scores", scores)
                .uint32("tokenizer.ggml.unknown_token_id", 0)
                .uint32("tokenizer.ggml.bos_token_id", 1)
                .uint32("tokenizer.ggml.eos_token_id", 2);
    }

    /** The letter under which GPT-2 writes a byte: itself where it is printable, else the next one from 256 on. */
    private static String byteLetter(int wanted) {
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
            int letter = printable ? b : next++;
            if (b == wanted) {
                return Character.toString(letter);
            }
        }
        throw new IllegalArgumentException("not a byte: " + wanted);
    }
}
