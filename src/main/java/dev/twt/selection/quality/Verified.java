package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whether an answer is right: its program passes the tests, or it equals the gold answer. */
public final class Verified {
    private static final String GOLD = "_gold";

    private Verified() {}

    /**
     * Candidates with {@code verified}: null where the question has neither gold nor tests, or where nobody may look.
     *
     * @param candidates with tests_passed, null where no program was run
     * @param gold question_id and gold in the task's canonical form; empty for not looking
     */
    public static Dataset<Row> add(Dataset<Row> candidates, Optional<Dataset<Row>> gold) {
        if (gold.isEmpty()) {
            return candidates.withColumn(ScoredColumns.VERIFIED, col(ScoredColumns.TESTS_PASSED));
        }
        Dataset<Row> byQuestion = gold.get()
                .groupBy(QuestionColumns.QUESTION_ID)
                .agg(min(QuestionColumns.GOLD).as(GOLD));
        Column known = coalesce(col(GOLD), lit("")).notEqual("");
        Column equal = coalesce(col(ResponseColumns.ANSWER), lit("")).equalTo(col(GOLD));
        return candidates
                .join(byQuestion, new String[] {QuestionColumns.QUESTION_ID}, "left")
                .withColumn(ScoredColumns.VERIFIED, coalesce(col(ScoredColumns.TESTS_PASSED), when(known, equal)))
                .drop(GOLD);
    }
}
