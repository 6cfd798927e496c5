package dev.twt.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.ResponseColumns;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.sql.Timestamp;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class SpendingTest {
    private static Object[] row(String outcome, int second, Integer in, Integer out, Double usd) {
        return new Object[] {
            ResponseColumns.OUTCOME,
            outcome,
            ResponseColumns.CREATED_AT,
            new Timestamp(1000L * second),
            ResponseColumns.PROMPT_TOKENS,
            in,
            ResponseColumns.COMPLETION_TOKENS,
            out,
            ResponseColumns.COST_USD,
            usd
        };
    }

    @Test
    void shouldCountARequestOnceAndPayEachRow(SparkSession spark) {
        Candidates rows = new Candidates()
                .add("q1", "ada", "r1", row("failed", 1, 10, 0, 0.5))
                .add("q1", "ada", "r1", row("answered", 2, 10, 20, 1.0))
                // The same row in two files, as a killed compaction leaves it.
                .add("q1", "ada", "r1", row("answered", 2, 10, 20, 1.0))
                .add("q2", "ada", "r2", row("truncated", 3, 10, 100, 2.0))
                .add("q1", "eve", "r3", row("refused", 4, null, null, null));

        assertThat(Spending.of(rows.rows(spark)))
                .containsExactly(
                        new Spending("full", "ada", null, 2, 1, 1, 0, 0, 30, 120, 3.5),
                        new Spending("full", "eve", null, 1, 0, 0, 1, 0, 0, 0, null));
    }
}
