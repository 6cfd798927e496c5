package dev.twt.distillation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.NearDuplicateColumns;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The side of an example, decided by a hash of the seed and its question or its question's cluster: it depends neither
 * on other examples nor on partitions, and more questions later move none of those that were there, as long as their
 * cluster stays.
 */
public final class Split {
    public static final String TRAIN = "train";
    public static final String HELD_OUT = "held_out";

    private static final long STEPS = 1_000_000;

    private final double heldOut;
    private final long seed;
    private final Optional<Dataset<Row>> clusters;

    private Split(double heldOut, long seed, Optional<Dataset<Row>> clusters) {
        this.heldOut = heldOut;
        this.seed = seed;
        this.clusters = clusters;
    }

    /**
     * All examples of a question are on one side.
     *
     * @param heldOut share held out, 0 to below 1
     * @param seed another seed, another choice
     */
    public static Split byQuestion(double heldOut, long seed) {
        return new Split(heldOut, seed, Optional.empty());
    }

    /**
     * All examples of a cluster of questions are on one side.
     *
     * @param clusters question_id, unique, and cluster; a question that is not there is alone
     */
    public static Split byCluster(double heldOut, long seed, Dataset<Row> clusters) {
        return new Split(heldOut, seed, Optional.of(clusters));
    }

    /** The examples with their side: train or held_out. */
    Dataset<Row> add(Dataset<Row> examples) {
        Column question = col(DistillColumns.QUESTION_ID);
        if (clusters.isEmpty()) {
            return examples.withColumn(DistillColumns.SPLIT, side(question));
        }
        Dataset<Row> known = clusters.get().select(NearDuplicateColumns.QUESTION_ID, NearDuplicateColumns.CLUSTER);
        return examples.join(known, new String[] {DistillColumns.QUESTION_ID}, "left")
                .withColumn(DistillColumns.SPLIT, side(coalesce(col(NearDuplicateColumns.CLUSTER), question)))
                .drop(NearDuplicateColumns.CLUSTER);
    }

    private Column side(Column key) {
        Column place = pmod(xxhash64(lit(seed), key), lit(STEPS));
        return when(place.lt(Math.round(heldOut * STEPS)), HELD_OUT).otherwise(TRAIN);
    }
}
