package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * TinyLLM (Tian et al. 2024): the answer, and a rationale of each teacher m,
 *
 * <pre>L = L_answer + sum over m of alpha_m * L_rationale_m</pre>
 *
 * each the mean cross entropy of a token. They take the answer from the data set and have teachers reason towards it
 * (teacher forcing). Here the answer is that of the best kept candidate, as in {@link FreeStage}, and of the recorded
 * rationales those count that lead to it.
 */
public final class TinyLlm {
    private static final String LABEL = "_label";

    private TinyLlm() {}

    /**
     * One example a question with a kept candidate, and one a teacher who reasoned towards the same answer, with the
     * columns of {@link dev.twt.dataset.DistillColumns#SCHEMA}, weight and objective. Of several rationales of a teacher
     * the first that was asked for counts.
     *
     * @param candidates what selection scored
     * @param alphas weight of each teacher's rationales; 0 leaves a teacher out, as does having none
     */
    public static Dataset<Row> from(
            Dataset<Row> candidates, Dataset<Row> questions, Map<String, Double> alphas, Split split) {
        Dataset<Row> best = FreeStage.best(candidates);
        Dataset<Row> labels = best.select(
                col(ResponseColumns.QUESTION_ID), col(ResponseColumns.ANSWER).as(LABEL));
        Dataset<Row> agreeing = Answered.of(candidates)
                .where(Answered.reasoned())
                .join(labels, new String[] {ResponseColumns.QUESTION_ID})
                .where(col(ResponseColumns.ANSWER).equalTo(col(LABEL)))
                .drop(LABEL);
        Column[] group = {col(ResponseColumns.QUESTION_ID), col(ResponseColumns.TEACHER)};
        Dataset<Row> first = Places.first(agreeing, 1, group, Places.asAsked());
        return TaskExamples.together(
                TaskExamples.labels(best, questions, split),
                TaskExamples.rationales(
                        first,
                        questions,
                        concat(lit("rationale of "), col(ResponseColumns.TEACHER)),
                        weight(alphas),
                        split));
    }

    private static Column weight(Map<String, Double> alphas) {
        Column weight = lit(0.0);
        for (Map.Entry<String, Double> alpha : alphas.entrySet()) {
            weight = when(col(ResponseColumns.TEACHER).equalTo(alpha.getKey()), alpha.getValue())
                    .otherwise(weight);
        }
        return weight;
    }
}
