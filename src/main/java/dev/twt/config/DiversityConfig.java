package dev.twt.config;

/**
 * Which accepted candidates of a question are kept.
 *
 * @param method {@code least-similar-pair}
 * @param k rationales kept a question, 1 or 2
 * @param single what happens to a question with fewer than k accepted: {@code keep} or {@code drop}
 */
public record DiversityConfig(String method, int k, String single) {}
