package dev.twt.config;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How kept rationales are made shorter before the student learns from them.
 *
 * @param budgets share of the original rationale's tokens that each compressed stage may have, falling, each above 0
 *     and below 1; empty: there is no compressed stage
 * @param rightShare a budget is multiplied by it where the student answers right by itself, above 0 to 1
 * @param leastTokens no budget is below it, 1 or more
 * @param by {@code teacher} rewrites; {@code sentences} and {@code steps} keep some of what is there and ask nobody
 * @param teachers names of those that rewrite; empty: all that can be asked
 * @param student path of the student that tries each question; {@code auto}: what training left of stage full;
 *     {@code none}: nobody tries
 * @param studentMaxTokens longest try
 * @param attempts times a rationale is given to a teacher at most, 1 or more
 * @param fallback {@code drop} or {@code original}: what becomes of a rationale without a good rewrite
 */
public record CompressConfig(
        List<Double> budgets,
        double rightShare,
        int leastTokens,
        String by,
        List<String> teachers,
        String student,
        int studentMaxTokens,
        int attempts,
        String fallback) {
    /** Rewritten by a teacher. */
    public static final String TEACHER = "teacher";
    /** As many sentences as fit. */
    public static final String SENTENCES = "sentences";
    /** The sentences that compute. */
    public static final String STEPS = "steps";
    /** The student that training left. */
    public static final String AUTO = "auto";
    /** No student. */
    public static final String NONE = "none";
    /** An example without a good rewrite is left out. */
    public static final String DROP = "drop";
    /** An example without a good rewrite keeps its rationale. */
    public static final String ORIGINAL = "original";
    /** The stage, where there is one budget. */
    public static final String STAGE = "compressed";

    public CompressConfig {
        budgets = List.copyOf(budgets);
        teachers = List.copyOf(teachers);
    }

    /** Whether there is a compressed stage. */
    public boolean wanted() {
        return !budgets.isEmpty();
    }

    /** Whether teachers are asked. */
    public boolean asks() {
        return by.equals(TEACHER);
    }

    /** Names of the stages, one a budget: compressed, or compressed-1, compressed-2 and so on. */
    public List<String> stages() {
        return budgets.size() == 1
                ? List.of(STAGE)
                : IntStream.rangeClosed(1, budgets.size())
                        .mapToObj(number -> STAGE + "-" + number)
                        .toList();
    }

    /**
     * Who rewrites, in the order of {@link #teachers} or of the configuration; the first one takes what others wrote.
     * Recorded answers cannot be asked.
     *
     * @param all teachers of the run
     */
    public List<TeacherConfig> writers(List<TeacherConfig> all) {
        List<TeacherConfig> asked = all.stream().filter(CompressConfig::canBeAsked).toList();
        return teachers.isEmpty()
                ? asked
                : teachers.stream()
                        .flatMap(name -> asked.stream().filter(t -> t.name().equals(name)))
                        .toList();
    }

    static boolean canBeAsked(TeacherConfig teacher) {
        return !teacher.backend().equals("replay");
    }
}
