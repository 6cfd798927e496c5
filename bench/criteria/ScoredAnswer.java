import java.util.Map;
import java.util.Set;

/**
 * An answer whose question has a gold answer.
 *
 * @param scores by criterion; those that it lacks are absent
 * @param rank among the accepted ones of its question, 0 for a rejected one
 * @param words hashes of the rationale's words and pairs of neighbouring words; empty where there is no rationale
 */
record ScoredAnswer(
        String question,
        String request,
        String teacher,
        boolean right,
        Map<String, Double> scores,
        int rank,
        boolean kept,
        Set<Long> words) {
    /** As selection has it with diversity.similarity = words. */
    double similarity(ScoredAnswer other) {
        long shared = words.stream().filter(other.words::contains).count();
        return (double) shared / (words.size() + other.words.size() - shared);
    }
}
