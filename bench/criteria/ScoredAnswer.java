import java.util.Map;

/**
 * An answer whose question has a gold answer.
 *
 * @param scores by criterion; those that it lacks are absent
 * @param rank among the accepted ones of its question, 0 for a rejected one
 */
record ScoredAnswer(
        String question, String request, String teacher, boolean right, Map<String, Double> scores, int rank, boolean kept) {}
