package dev.twt.distillation;

import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Sequence-level knowledge distillation (Kim and Rush 2016, section 3.2): the student learns what its teacher says,
 *
 * <pre>L = - log p(y | x)</pre>
 *
 * with y the whole of a teacher's answer, rationale and answer. Where they take the mode of the teacher's distribution,
 * found by beam search, here every answer that the teacher gave is one y, right or wrong: nothing is rejected.
 */
public final class SequenceKd {
    private SequenceKd() {}

    /**
     * One example an answer of the teacher, with the columns of {@link dev.twt.dataset.DistillColumns#SCHEMA}.
     *
     * @param candidates what selection scored, kept or not
     * @param questions columns of {@link dev.twt.dataset.QuestionColumns}, question_id unique
     */
    public static Dataset<Row> from(Dataset<Row> candidates, Dataset<Row> questions, String teacher, Split split) {
        Dataset<Row> all = Answered.of(candidates, teacher).withColumn(ScoredColumns.KEPT, lit(true));
        return FullStage.from(all, questions, split);
    }
}
