package dev.twt.config;

/**
 * Dual-Criteria Rejection Sampling (TwT, section 3.2).
 *
 * @param preset {@code paper} or {@code custom}; a preset fills every key the user did not set
 * @param quality what is good enough
 * @param diversity which of the good ones are kept
 * @param useGold whether an answer that differs from gold, or a program that fails its tests, is rejected; off unless said
 * @param maxCandidates accepted candidates a question that go into the pair search, best first
 */
public record SelectionConfig(
        String preset, QualityConfig quality, DiversityConfig diversity, boolean useGold, int maxCandidates) {
    /** Whether gold answers are looked at and programs are run: a wrong one is rejected, or scored as such. */
    public boolean verifies() {
        return useGold || quality.verified() > 0;
    }

    /** The same rule of what is good enough, where rationales are not compared by their vectors. */
    public SelectionConfig withoutVectors() {
        DiversityConfig words = new DiversityConfig(
                diversity.method(), "words", diversity.teachers(), diversity.k(), diversity.single());
        return new SelectionConfig(preset, quality, words, useGold, maxCandidates);
    }
}
