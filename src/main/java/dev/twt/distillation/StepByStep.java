package dev.twt.distillation;

import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Distilling Step-by-Step (Hsieh et al. 2023, section 3.2): answer and rationale are two tasks, told apart by what stands
 * before the question,
 *
 * <pre>L = L_label + lambda * L_rationale</pre>
 *
 * each the mean cross entropy of a token. Their code has alpha * L_label + (1 - alpha) * L_rationale with alpha = 0.5,
 * which is lambda = 1 but for the scale. The label is the teacher's own answer, not gold.
 */
public final class StepByStep {
    private StepByStep() {}

    /**
     * Two examples a question that the teacher answered, with the columns of
     * {@link dev.twt.dataset.DistillColumns#SCHEMA}, weight and objective. Of several answers the first that was asked for
     * counts.
     *
     * @param candidates what selection scored, kept or not; those without a rationale do not count
     * @param lambda weight of the rationale; 0 leaves it out
     */
    public static Dataset<Row> from(
            Dataset<Row> candidates, Dataset<Row> questions, String teacher, double lambda, Split split) {
        Dataset<Row> first = Places.first(
                Answered.of(candidates, teacher).where(Answered.reasoned()), 1, Places.byQuestion(), Places.asAsked());
        return TaskExamples.together(
                TaskExamples.labels(first, questions, split),
                TaskExamples.rationales(first, questions, lit("rationale"), lit(lambda), split));
    }
}
