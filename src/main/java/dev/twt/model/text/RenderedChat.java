package dev.twt.model.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rendered conversation in pieces, so that special tokens written by a user stay text when it is tokenized.
 *
 * @param pieces in order; concatenated they are the rendered text
 */
public record RenderedChat(List<Piece> pieces) {
    public RenderedChat {
        pieces = List.copyOf(pieces);
    }

    /**
     * A part of the rendering by one writer.
     *
     * @param text part of the rendering
     * @param markup true where the template wrote it, false where it came out of a message
     */
    public record Piece(String text, boolean markup) {}

    /**
     * The rest of the conversation.
     *
     * @param start first character of it
     */
    public RenderedChat from(int start) {
        List<Piece> rest = new ArrayList<>();
        int before = start;
        for (Piece piece : pieces) {
            int cut = Math.min(before, piece.text().length());
            before -= cut;
            if (cut < piece.text().length()) {
                rest.add(new Piece(piece.text().substring(cut), piece.markup()));
            }
        }
        return new RenderedChat(rest);
    }

    public String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
