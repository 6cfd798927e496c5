package dev.twt.report.figures;

import java.util.List;

/**
 * A question with its candidates, to be read. Texts are whole.
 *
 * @param questionId as the questions have it
 * @param question its text; null where the questions do not hold it
 * @param choices options as {@code label: text}; empty for other questions
 * @param gold the right answer, for the reader; null where not known
 * @param candidates answers to it, kept ones first, then by quality
 * @param candidatesLeftOut further ones that are not shown
 */
public record SampleQuestion(
        String questionId,
        String question,
        List<String> choices,
        String gold,
        List<Candidate> candidates,
        long candidatesLeftOut) {
    /**
     * One answer.
     *
     * @param outcome answered, truncated, refused or failed
     * @param rationale the reasoning; null where there is none
     * @param answer in canonical form; null where none was found
     * @param confidence as stated; null where not
     * @param agreement with the other answers; null where there is none
     * @param quality mean of the scores; null where there is none
     * @param rank 1 is the best of the question; null where rejected before ranking
     * @param rejectedBy reason of rejection; null where kept
     * @param reason the same in words; null where kept
     * @param tokens that the teacher wrote; null where not counted
     */
    public record Candidate(
            String requestId,
            String teacher,
            int sample,
            int round,
            String outcome,
            String rationale,
            String answer,
            Double confidence,
            Double agreement,
            Double quality,
            Integer rank,
            boolean kept,
            String rejectedBy,
            String reason,
            Integer tokens) {}

    public SampleQuestion {
        choices = List.copyOf(choices);
        candidates = List.copyOf(candidates);
    }
}
