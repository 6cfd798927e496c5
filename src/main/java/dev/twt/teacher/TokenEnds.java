package dev.twt.teacher;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where tokens end in a text, in bytes of its UTF-8: a character may take several tokens. Tokens before the text
 * (reasoning, a blank that the server took off) end at 0, those behind it (an ending mark) where it ends.
 */
public final class TokenEnds {
    private TokenEnds() {}

    /**
     * The ends of tokens that are given by their bytes.
     *
     * @return as many as tokens, or null where the text does not stand in what they come to
     */
    static int[] of(List<byte[]> tokens, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        tokens.forEach(all::writeBytes);
        int start = lastIndex(all.toByteArray(), wanted);
        if (wanted.length == 0 || start < 0) {
            return null;
        }
        int[] ends = new int[tokens.size()];
        int end = -start;
        for (int i = 0; i < ends.length; i++) {
            end += tokens.get(i).length;
            ends[i] = Math.max(0, Math.min(wanted.length, end));
        }
        return ends;
    }

    /**
     * The ends of tokens that are given by what each adds to a text. A token that adds nothing is taken for the beginning
     * of the character that the next one completes.
     *
     * @return as many as tokens, or null where the text does not stand in what they come to
     */
    public static int[] ofTexts(List<String> tokens, String text) {
        List<byte[]> pieces = new ArrayList<>(tokens.size());
        int waiting = 0;
        for (String token : tokens) {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0) {
                waiting++;
                continue;
            }
            share(bytes, waiting + 1, pieces);
            waiting = 0;
        }
        while (pieces.size() < tokens.size()) {
            pieces.add(new byte[0]);
        }
        return of(pieces, text);
    }

    private static void share(byte[] bytes, int among, List<byte[]> pieces) {
        for (int i = 0; i < among; i++) {
            pieces.add(Arrays.copyOfRange(bytes, bytes.length * i / among, bytes.length * (i + 1) / among));
        }
    }

    /** An answer's text stands behind its reasoning, which may hold it as well. */
    private static int lastIndex(byte[] all, byte[] wanted) {
        for (int from = all.length - wanted.length; from >= 0; from--) {
            if (Arrays.equals(all, from, from + wanted.length, wanted, 0, wanted.length)) {
                return from;
            }
        }
        return -1;
    }
}
