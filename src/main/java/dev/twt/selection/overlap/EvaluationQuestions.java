package dev.twt.selection.overlap;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.ContaminatedColumns;
import dev.twt.dataset.QuestionColumns;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Questions of evaluation sets, each with the name of its set. */
public final class EvaluationQuestions {
    private EvaluationQuestions() {}

    /**
     * All sets in one table.
     *
     * @param sets name to questions under {@link QuestionColumns#SCHEMA}
     */
    public static Optional<Dataset<Row>> of(Map<String, Dataset<Row>> sets) {
        return sets.entrySet().stream()
                .map(set -> set.getValue()
                        .select(
                                lit(set.getKey()).as(ContaminatedColumns.SET),
                                col(QuestionColumns.QUESTION_ID).as(ContaminatedColumns.EVALUATION_ID),
                                col(QuestionColumns.QUESTION),
                                col(QuestionColumns.CHOICES)))
                .reduce(Dataset::union);
    }
}
