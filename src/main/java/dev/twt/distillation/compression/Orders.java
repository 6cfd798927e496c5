package dev.twt.distillation.compression;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.CompressConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.generation.QuestionRows;
import dev.twt.generation.TaskFinder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What each kept rationale is to become in each compressed stage, with a budget that follows the student's result. */
public final class Orders implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final List<String> stages;
    private final List<Double> shares;
    private final BudgetRule rule;
    private final TaskFinder tasks;

    private Orders(CompressConfig config, TaskFinder tasks) {
        this.stages = new ArrayList<>(config.stages());
        this.shares = new ArrayList<>(config.budgets());
        this.rule = BudgetRule.of(config);
        this.tasks = tasks;
    }

    /**
     * One row an original and stage.
     *
     * @param originals with their tries, see {@link StudentTries}
     */
    public static Dataset<Row> of(Dataset<Row> originals, CompressConfig config, TaskFinder tasks) {
        return originals.flatMap(new Orders(config, tasks), Encoders.row(OrderColumns.ORDER));
    }

    /** Those of them that have something to leave out. */
    public static Dataset<Row> open(Dataset<Row> orders, CompressConfig config) {
        return orders.where(col(CompressedColumns.ORIGINAL_TOKENS).gt(config.leastTokens()));
    }

    @Override
    public Iterator<Row> call(Row original) {
        Boolean right = right(original);
        int tokens = original.<Integer>getAs(CompressedColumns.ORIGINAL_TOKENS);
        List<Row> orders = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            orders.add(RowValues.of(original)
                    .with(CompressedColumns.STAGE, stages.get(i))
                    .with(CompressedColumns.BUDGET_SHARE, shares.get(i))
                    .with(CompressedColumns.BUDGET_TOKENS, rule.tokens(shares.get(i), tokens, right))
                    .with(CompressedColumns.ATTEMPT_RIGHT, right)
                    .row(OrderColumns.ORDER));
        }
        return orders.iterator();
    }

    /** Null without a try; a try without an answer is not right. */
    private Boolean right(Row original) {
        if (original.getAs(CompressedColumns.ATTEMPT_REQUEST_ID) == null) {
            return null;
        }
        String answer = original.getAs(OrderColumns.ATTEMPT_ANSWER);
        return answer != null
                && tasks.named(original.getAs(QuestionColumns.TASK))
                        .equivalent(answer, original.getAs(OrderColumns.ANSWER), QuestionRows.question(original));
    }
}
