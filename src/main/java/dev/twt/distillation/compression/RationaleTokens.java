package dev.twt.distillation.compression;

/**
 * Tokens of a rationale by the ledger's count: its part, by characters, of the completion tokens of the answer it
 * stands in. Where nothing was counted, or more tokens than characters (a provider that counts thoughts it does not
 * show), four characters are a token, as in a plan.
 */
final class RationaleTokens {
    private static final int CHARACTERS = 4;

    private RationaleTokens() {}

    /**
     * Counts.
     *
     * @param completionTokens of the whole answer, or null
     * @param written characters of the whole answer, thoughts that came apart included
     * @return 0 for an empty rationale, else at least 1
     */
    static int of(String rationale, Integer completionTokens, int written) {
        int length = rationale.length();
        boolean counted = completionTokens != null && completionTokens > 0 && completionTokens <= written;
        return counted
                ? Math.toIntExact(((long) length * completionTokens + written - 1) / written)
                : (length + CHARACTERS - 1) / CHARACTERS;
    }

    /** Characters of as many tokens, of a rationale with a count. */
    static int characters(String rationale, int tokens, int budget) {
        return Math.toIntExact((long) rationale.length() * budget / Math.max(1, tokens));
    }

    /** Words of as many tokens, of a rationale with a count; at least 5. */
    static int words(String rationale, int tokens, int budget) {
        long words = rationale.strip().split("\\s+").length;
        return Math.toIntExact(Math.max(5, words * budget / Math.max(1, tokens)));
    }
}
