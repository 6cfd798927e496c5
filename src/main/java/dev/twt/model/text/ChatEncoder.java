package dev.twt.model.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Token ids of a rendered conversation, in which special tokens written by a user stay text. */
public final class ChatEncoder {
    private final Tokenizer tokenizer;

    public ChatEncoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Ids of a conversation, beginning with the begin-of-sequence token where the model wants one. */
    public int[] encode(RenderedChat chat) {
        return withBeginning(safeAsOne(chat) ? tokenizer.encodeMarkup(chat.text()) : inPieces(chat));
    }

    /** Ids of a plain text without any markup, beginning with the begin-of-sequence token where the model wants one. */
    public int[] encodePlain(String text) {
        return withBeginning(tokenizer.encodeText(text));
    }

    /**
     * Tokens may span the seam of two pieces (" What" after "[INST]"), so the text is encoded whole, as the model saw it
     * in training, unless a message holds a special token.
     */
    private boolean safeAsOne(RenderedChat chat) {
        return chat.pieces().stream()
                .filter(piece -> !piece.markup())
                .allMatch(piece ->
                        Arrays.equals(tokenizer.encodeText(piece.text()), tokenizer.encodeMarkup(piece.text())));
    }

    private int[] inPieces(RenderedChat chat) {
        List<RenderedChat.Piece> pieces = chat.pieces();
        return pieces.stream()
                .flatMapToInt(piece -> Arrays.stream(
                        piece.markup() ? tokenizer.encodeMarkup(piece.text()) : tokenizer.encodeText(piece.text())))
                .toArray();
    }

    private int[] withBeginning(int[] ids) {
        var beginning = tokenizer.beginOfSequence();
        if (beginning.isEmpty() || (ids.length > 0 && ids[0] == beginning.getAsInt())) {
            return ids;
        }
        return IntStream.concat(IntStream.of(beginning.getAsInt()), Arrays.stream(ids))
                .toArray();
    }
}
