package dev.twt.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.NearDuplicateColumns;
import dev.twt.selection.overlap.NearDuplicates;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Questions that are nearly one, those of them that are on both sides of the split, and examples written twice. */
final class Duplicates implements Check {
    static final String QUESTIONS = "duplicate questions";
    static final String SPLIT = "duplicates across the split";
    static final String EXAMPLES = "duplicate examples";

    /** Share of questions that repeat others from which on it matters. */
    private static final double MANY = 0.05;

    private static final String TIMES = "_times";

    private final AuditedSet set;
    private final double similarity;

    Duplicates(AuditedSet set, double similarity) {
        this.set = set;
        this.similarity = similarity;
    }

    @Override
    public List<Finding> findings() {
        Dataset<Row> clusters =
                NearDuplicates.clusters(set.learned(), similarity).persist();
        try {
            return List.of(questions(clusters), split(clusters), examples());
        } finally {
            clusters.unpersist();
        }
    }

    private Finding questions(Dataset<Row> clusters) {
        long learned = set.learned().count();
        Dataset<Row> further =
                clusters.where(col(NearDuplicateColumns.QUESTION_ID).notEqual(col(NearDuplicateColumns.CLUSTER)));
        long repeated = further.count();
        if (repeated == 0) {
            return Finding.none(QUESTIONS, learned, "no question is nearly another one");
        }
        return Finding.of(
                QUESTIONS,
                repeated > MANY * learned ? Severity.WARNING : Severity.NOTE,
                repeated,
                learned,
                "questions are nearly another one that is learned from as well",
                "Say decontaminate.near-duplicates = drop and select again",
                AuditedSet.some(further, col(NearDuplicateColumns.QUESTION_ID)));
    }

    /** Clusters that stand on both sides: the held-out loss is then lower than it should be. */
    private Finding split(Dataset<Row> clusters) {
        Dataset<Row> sides = set.examples()
                .select(DistillColumns.QUESTION_ID, DistillColumns.SPLIT)
                .distinct();
        long heldOut =
                sides.where(col(DistillColumns.SPLIT).equalTo("held_out")).count();
        Dataset<Row> torn = clusters.join(sides, new String[] {NearDuplicateColumns.QUESTION_ID})
                .groupBy(NearDuplicateColumns.CLUSTER)
                .agg(countDistinct(DistillColumns.SPLIT).as(TIMES))
                .where(col(TIMES).gt(1));
        long found = torn.count();
        return found == 0
                ? Finding.none(SPLIT, heldOut, "no held-out question has a near duplicate in the training split")
                : Finding.of(
                        SPLIT,
                        Severity.WARNING,
                        found,
                        heldOut,
                        "groups of near duplicates are both trained on and held out",
                        "Say split.by = cluster and select again",
                        AuditedSet.some(torn, col(NearDuplicateColumns.CLUSTER)));
    }

    private Finding examples() {
        long all = set.examples().count();
        Dataset<Row> twice = set.examples()
                .groupBy(DistillColumns.QUESTION_ID, DistillColumns.COMPLETION)
                .agg(count(lit(1)).as(TIMES), min(DistillColumns.REQUEST_ID).as(DistillColumns.REQUEST_ID))
                .where(col(TIMES).gt(1));
        long found = twice.count();
        return found == 0
                ? Finding.none(EXAMPLES, all, "no question has the same completion twice")
                : Finding.of(
                        EXAMPLES,
                        Severity.NOTE,
                        found,
                        all,
                        "questions have one completion, to the letter, more than once",
                        "Teachers that say the same at each sample: raise sampling.temperature, or selection.diversity.k"
                                + " = 1",
                        AuditedSet.some(twice, col(DistillColumns.QUESTION_ID)));
    }
}
