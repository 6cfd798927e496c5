package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;

import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ours without Dual-Criteria Rejection Sampling (TwT's ablation): of each question so many answers as selection would
 * keep, chosen at random. The choice rests on the md5 of seed and request_id, so it is the same on any cluster.
 */
public final class WithoutDcrs {
    private WithoutDcrs() {}

    /**
     * Candidates marked as kept, from which {@link FullStage} and {@link FreeStage} are made.
     *
     * @param candidates what selection scored, kept or not; those without a rationale are not chosen
     * @param k so many of a question at most
     */
    public static Dataset<Row> kept(Dataset<Row> candidates, int k, long seed) {
        Column lot = md5(concat(lit(seed + "/"), col(ResponseColumns.REQUEST_ID)));
        return Places.first(Answered.of(candidates).where(Answered.reasoned()), k, Places.byQuestion(), lot);
    }
}
