package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ours without several teachers (TwT's ablation): what is good enough of one teacher, the best of each question. Nothing
 * is scored again: agreement, where it counts, is still that with all teachers, and the least alike are not looked for.
 */
public final class SingleTeacher {
    private SingleTeacher() {}

    /**
     * Candidates marked as kept, from which {@link FullStage} and {@link FreeStage} are made.
     *
     * @param accepted candidates that are good enough
     * @param k so many of a question at most, each rationale once
     */
    public static Dataset<Row> kept(Dataset<Row> accepted, String teacher, int k) {
        Column best = col(ScoredColumns.QUALITY).desc_nulls_last();
        Column[] alike = {col(ResponseColumns.QUESTION_ID), col(ResponseColumns.RATIONALE), col(ResponseColumns.ANSWER)
        };
        Dataset<Row> unique = Places.first(Answered.of(accepted, teacher), 1, alike, best);
        return Places.first(unique, k, Places.byQuestion(), best);
    }
}
