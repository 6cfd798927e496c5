package dev.twt.model;

/**
 * Numbers of a made model, in the terms of the papers.
 *
 * @param family llama, qwen2, qwen3 or gemma3
 * @param window of Gemma's local layers
 * @param tied whether the output matrix is the embedding
 */
record TinyShape(
        String family,
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
    static final TinyShape LLAMA = new TinyShape("llama", 3, 48, 6, 2, 8, 80, 96, 10_000, 0, false);

    static final TinyShape TIED_LLAMA = new TinyShape("llama", 2, 32, 4, 4, 8, 56, 96, 500_000, 0, true);

    /** As the small Qwen2.5 are: biases, grouped queries, a tied output matrix. */
    static final TinyShape QWEN2 = new TinyShape("qwen2", 3, 48, 6, 2, 8, 80, 96, 1_000_000, 0, true);

    /** As the large ones are. */
    static final TinyShape UNTIED_QWEN2 = new TinyShape("qwen2", 2, 32, 4, 1, 8, 56, 96, 10_000, 0, false);

    /** Head norms, and heads that are together wider than the layers. */
    static final TinyShape QWEN3 = new TinyShape("qwen3", 3, 40, 4, 2, 16, 72, 96, 1_000_000, 0, true);

    /** Seven layers, so that one sees everything and six see a window shorter than the tests' sequences. */
    static final TinyShape GEMMA = new TinyShape("gemma3", 7, 40, 4, 1, 16, 64, 96, 1_000_000, 5, true);

    TinyShape withContext(int tokens) {
        return new TinyShape(
                family, layers, width, heads, keyHeads, headWidth, feedForward, tokens, ropeBase, window, tied);
    }

    boolean gemma() {
        return family.equals("gemma3");
    }

    /** Whether queries, keys and values have biases. */
    boolean biased() {
        return family.equals("qwen2");
    }

    /** Whether the query and the key of each head are normed. */
    boolean normsHeads() {
        return family.equals("qwen3") || gemma();
    }

    boolean local(int layer) {
        return gemma() && layer % 6 != 5;
    }
}
