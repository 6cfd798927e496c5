package dev.twt.model;

import dev.twt.model.text.Tokenizer;
import java.util.Arrays;
import java.util.List;

/** Finds the texts that end an answer in the tokens drawn so far, which may spell them in any way. */
final class StopTexts {
    /** A character may take several tokens (one a byte), and the first of a decoded piece may lose a blank. */
    private static final int TOKENS_A_CHARACTER = 4;

    private static final int MARGIN = 8;

    private final Tokenizer tokenizer;
    private final List<String> stops;
    private final int window;

    StopTexts(Tokenizer tokenizer, List<String> stops) {
        this.tokenizer = tokenizer;
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
        this.window = MARGIN
                + TOKENS_A_CHARACTER
                        * this.stops.stream().mapToInt(String::length).max().orElse(0);
    }

    /** An answer that a stop text ended: what stands before it, and how many tokens it takes to write that. */
    record Cut(String text, int tokens) {}

    /** The cut, or null while no stop text has been written. Looks at the end only, so it is asked after each token. */
    Cut find(int[] tokens) {
        if (stops.isEmpty()) {
            return null;
        }
        int[] tail = Arrays.copyOfRange(tokens, Math.max(0, tokens.length - window), tokens.length);
        return first(tokenizer.decode(tail)) < 0 ? null : cut(tokens);
    }

    private Cut cut(int[] tokens) {
        String text = tokenizer.decode(tokens);
        int end = first(text);
        if (end < 0) {
            return null;
        }
        String kept = text.substring(0, end);
        return new Cut(kept, enough(tokens, kept));
    }

    /** The fewest tokens whose text begins with the given one; a token that reaches into the stop text counts. */
    private int enough(int[] tokens, String kept) {
        int low = 0;
        int high = tokens.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (tokenizer.decode(Arrays.copyOf(tokens, middle)).startsWith(kept)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int first(String text) {
        int first = -1;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
    }
}
