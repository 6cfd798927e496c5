package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import dev.twt.config.TrainMethod;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Examples of several tasks over the same questions, told apart by what stands before the prompt. */
final class TaskExamples {
    private static final String LABEL = "label";

    private TaskExamples() {}

    /** The answer alone, of weight 1. */
    static Dataset<Row> labels(Dataset<Row> candidates, Dataset<Row> questions, Split split) {
        Column completion = StudentTexts.completion(col(ResponseColumns.ANSWER));
        Dataset<Row> examples =
                Examples.of(candidates, questions, completion, lit(null).cast("int"));
        return split.add(task(examples, TrainMethod.LABEL_PREFIX)
                .withColumn(DistillColumns.WEIGHT, lit(1.0))
                .withColumn(DistillColumns.OBJECTIVE, lit(LABEL)));
    }

    /**
     * The rationale alone.
     *
     * @param objective its loss, over request_id and teacher
     * @param weight of it, over the same
     */
    static Dataset<Row> rationales(
            Dataset<Row> candidates, Dataset<Row> questions, Column objective, Column weight, Split split) {
        Dataset<Row> examples = Examples.of(
                candidates, questions, col(ResponseColumns.RATIONALE), col(ResponseColumns.COMPLETION_TOKENS));
        return split.add(task(examples, TrainMethod.RATIONALE_PREFIX)
                .withColumn(DistillColumns.WEIGHT, weight)
                .withColumn(DistillColumns.OBJECTIVE, objective));
    }

    /** All that weigh anything. */
    static Dataset<Row> together(Dataset<Row> labels, Dataset<Row> rationales) {
        return labels.unionByName(rationales).where(col(DistillColumns.WEIGHT).gt(0));
    }

    private static Dataset<Row> task(Dataset<Row> examples, String prefix) {
        Column prompt = transform(
                col(DistillColumns.PROMPT),
                message -> struct(
                        message.getField("role").as("role"),
                        concat(lit(prefix), message.getField("content")).as("content")));
        return examples.withColumn(DistillColumns.PROMPT, prompt);
    }
}
