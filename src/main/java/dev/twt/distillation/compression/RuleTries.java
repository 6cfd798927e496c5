package dev.twt.distillation.compression;

import dev.twt.config.CompressConfig;
import dev.twt.generation.TaskFinder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rationales made shorter by the rule of {@code compress.by} alone, whoever's answers they stand in: no teacher is asked,
 * and no student tries the questions, so that a budget is the stage's share of the original's tokens.
 */
public final class RuleTries {
    private RuleTries() {}

    /**
     * One row an example and stage, or more, under {@link dev.twt.dataset.CompressedColumns#SCHEMA}; which of them is
     * taken is decided as {@link Choice#of} does.
     *
     * @param full examples with whole rationales, columns of {@link dev.twt.dataset.DistillColumns}
     * @param ledger one row a request, with the whole texts
     * @param questions columns of {@link dev.twt.dataset.QuestionColumns}, question_id unique
     * @param config one that asks no teacher
     */
    public static Dataset<Row> of(
            Dataset<Row> full, Dataset<Row> ledger, Dataset<Row> questions, CompressConfig config, TaskFinder tasks) {
        if (config.asks()) {
            throw new IllegalArgumentException("compress.by = " + config.by() + " asks teachers");
        }
        Dataset<Row> originals = StudentTries.none(Originals.of(full, ledger, questions, tasks));
        Dataset<Row> orders = Orders.of(originals, config, tasks);
        return Choice.of(Extracts.of(Orders.open(orders, config), config.by()), orders, config);
    }
}
