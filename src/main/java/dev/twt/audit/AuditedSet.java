package dev.twt.audit;

import dev.twt.dataset.QuestionColumns;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What is looked at.
 *
 * @param examples the set of stage full, under {@link dev.twt.dataset.DistillColumns#SCHEMA}
 * @param scored every candidate, see {@link dev.twt.dataset.ScoredColumns}
 * @param questions those of the run, under {@link QuestionColumns#SCHEMA}
 * @param evaluation labelled or evaluation questions by the name of their set, under {@link QuestionColumns#SCHEMA}
 */
public record AuditedSet(
        Dataset<Row> examples, Dataset<Row> scored, Dataset<Row> questions, Map<String, Dataset<Row>> evaluation) {
    public AuditedSet {
        evaluation = Map.copyOf(evaluation);
    }

    /** The questions that have an example. */
    Dataset<Row> learned() {
        return questions.join(
                examples.select(QuestionColumns.QUESTION_ID).distinct(),
                new String[] {QuestionColumns.QUESTION_ID},
                "left_semi");
    }

    /** A few values of a column, in their order. */
    static List<String> some(Dataset<Row> rows, Column of) {
        return rows
                .select(of.cast("string").as("some"))
                .where(functions.col("some").isNotNull())
                .distinct()
                .orderBy("some")
                .limit(Finding.EXAMPLES)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
