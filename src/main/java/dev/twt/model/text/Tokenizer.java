package dev.twt.model.text;

import java.util.Arrays;
import java.util.OptionalInt;

/** Text to token ids and back, as the model was trained. Safe for use by several threads. */
public interface Tokenizer extends AutoCloseable {
    /** One more than the largest id. */
    int vocabularySize();

    /** Ids of a text in which special tokens such as {@code <|im_end|>} are plain text. Adds nothing. */
    int[] encodeText(String text);

    /** Ids of a text in which special tokens count as such: only for text this project made, never for a user's. Adds nothing. */
    int[] encodeMarkup(String text);

    /**
     * Ids of a rendered conversation: special tokens count in its markup and are plain text elsewhere. Better than
     * putting the pieces' ids together, since a token may span the border of two pieces, as in training. Adds nothing.
     */
    default int[] encode(RenderedChat chat) {
        return chat.pieces().stream()
                .map(piece -> piece.markup() ? encodeMarkup(piece.text()) : encodeText(piece.text()))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** Text of ids; special tokens and ids outside the vocabulary are left out. */
    String decode(int[] ids);

    /** Begin-of-sequence token, where the model wants one before every prompt. */
    OptionalInt beginOfSequence();

    /** Ids that end an answer: end of sequence, and end of turn where the vocabulary has one. */
    int[] endOfAnswer();

    /** Written form of a special token, for templates: {@code bos_token}, {@code eos_token}; empty if there is none. */
    String special(String name);

    @Override
    void close();
}
