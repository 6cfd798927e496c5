package dev.twt.config;

/**
 * Which accepted candidates of a question are kept.
 *
 * @param method {@code least-similar-pair} (k is 1 or 2) or {@code farthest-first}
 * @param similarity {@code embedding}: cosine of the rationales' embeddings, or {@code words}: the share of words and
 *     neighbouring words that two have in common
 * @param teachers {@code any}, or {@code different-first}: two of one teacher only where there is no other choice
 * @param k rationales kept a question, from 1
 * @param single what happens to a question with fewer than k accepted: {@code keep} or {@code drop}
 */
public record DiversityConfig(String method, String similarity, String teachers, int k, String single) {
    /** Most rationales kept of a question. */
    public static final int MOST = 16;

    /** Whether a rationale's vector is looked at: the best one alone needs none. */
    public boolean usesEmbeddings() {
        return k > 1 && similarity.equals("embedding");
    }
}
