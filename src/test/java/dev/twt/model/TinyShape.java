package dev.twt.model;

/**
 * Numbers of a made model, in the terms of the papers.
 *
 * @param gemma Gemma 3 if true, Llama if not
 * @param window of Gemma's local layers
 * @param tied whether the output matrix is the embedding
 */
record TinyShape(
        boolean gemma,
        int layers,
        int width,
        int heads,
        int keyHeads,
        int headWidth,
        int feedForward,
        int context,
        double ropeBase,
        int window,
        boolean tied) {
    static final double EPSILON = 1e-5;

    /** Grouped queries, output matrix of its own. */
    static final TinyShape LLAMA = new TinyShape(false, 3, 48, 6, 2, 8, 80, 96, 10_000, 0, false);

    static final TinyShape TIED_LLAMA = new TinyShape(false, 2, 32, 4, 4, 8, 56, 96, 500_000, 0, true);

    /** Seven layers, so that one sees everything and six see a window shorter than the tests' sequences. */
    static final TinyShape GEMMA = new TinyShape(true, 7, 40, 4, 1, 16, 64, 96, 1_000_000, 5, true);

    TinyShape withContext(int tokens) {
        return new TinyShape(
                gemma, layers, width, heads, keyHeads, headWidth, feedForward, tokens, ropeBase, window, tied);
    }

    boolean local(int layer) {
        return gemma && layer % 6 != 5;
    }
}
