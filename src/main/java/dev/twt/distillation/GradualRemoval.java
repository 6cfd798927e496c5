package dev.twt.distillation;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;

import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reasoning that is removed step by step (Deng et al. 2024, ICoT-SI, section 3): stage t learns
 *
 * <pre>L_t = - log p(z_(1+s(t)) ... z_m, y | x)</pre>
 *
 * with z the m steps of a rationale, of which the first s(t) are gone. They remove tokens, a few an epoch; here steps are
 * sentences and lines, and s(t) = floor(m (t - 1) / n) in stage t of n, so that the first stage has the whole rationale.
 * Stage {@link FreeStage free} follows, which has none. As theirs, the optimizer begins anew with each stage.
 */
public final class GradualRemoval {
    /** After a line's end, and after a sentence's that is not the number of an item. */
    private static final String BETWEEN_STEPS =
            "(?<=\\n)(?=[^\\n])|(?<=[.!?] )(?<!(?:^|\\n) {0,4}[0-9]{1,3}[.] )(?=[^ \\n])";

    private GradualRemoval() {}

    /**
     * One example a kept candidate, with the columns of {@link dev.twt.dataset.DistillColumns#SCHEMA}.
     *
     * @param scored what selection made
     * @param stage from 1
     * @param stages so many have something left of rationales
     */
    public static Dataset<Row> from(Dataset<Row> scored, Dataset<Row> questions, int stage, int stages, Split sides) {
        return FullStage.from(scored.withColumn(ResponseColumns.RATIONALE, left(stage - 1, stages)), questions, sides);
    }

    private static Column left(int of, int stages) {
        Column steps = filter(split(col(ResponseColumns.RATIONALE), BETWEEN_STEPS, -1), step -> step.notEqual(""));
        Column gone = floor(size(steps).multiply(of).divide(stages)).cast("int");
        return array_join(slice(steps, gone.plus(1), size(steps).minus(gone)), "");
    }
}
