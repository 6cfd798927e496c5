package dev.twt.selection.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.twt.config.DiversityConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.selection.Selection;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class RationaleArithmeticTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private static Candidates rows() {
        return new Candidates()
                .add("q", "t1", "right", "rationale", "3 + 4 = 7, and 7 * 2 = 14.")
                .add("q", "t2", "half", "rationale", "3 + 4 = 7, and 7 * 2 = 15.")
                .add("q", "t3", "words", "rationale", "Three and four are seven.")
                .add("q", "t4", "none", "rationale", null)
                .add("q", "t5", "cut", "rationale", "3 + 4 = 7, and", "outcome", "truncated");
    }

    @Test
    void shouldBeTheShareOfEquationsThatHold() {
        Dataset<Row> checked = RationaleArithmetic.add(rows().rows(spark));
        assertThat(Candidates.byRequest(checked, "arithmetic"))
                .containsOnly(
                        entry("right", 1d),
                        entry("half", 0.5),
                        entry("words", null),
                        entry("none", null),
                        entry("cut", null));
    }

    @Test
    void shouldCountWhereItHasAWeight() {
        Dataset<Row> scored = scored(RationaleArithmetic.add(rows().rows(spark)), 1);
        assertThat(Candidates.byRequest(scored, "rejected_by"))
                .containsEntry("right", null)
                .containsEntry("half", "quality")
                .containsEntry("words", "missing-arithmetic");
        assertThat(Candidates.byRequest(scored, "quality_from")).containsEntry("right", "arithmetic");
    }

    @Test
    void shouldBeNullWhereNobodyLooked() {
        Dataset<Row> scored = scored(rows().rows(spark), 0);
        assertThat(Candidates.byRequest(scored, "arithmetic").values()).containsOnlyNulls();
        assertThat(Candidates.byRequest(scored, "rejected_by")).containsEntry("half", null);
    }

    private static Dataset<Row> scored(Dataset<Row> rows, double arithmetic) {
        QualityConfig quality =
                new QualityConfig(0.5, 1 - arithmetic, 0, 0, 0, 0, arithmetic, "reject", false, "given");
        DiversityConfig words = new DiversityConfig("farthest-first", "words", "any", 5, "keep");
        return Selection.score(
                rows, new SelectionConfig("custom", quality, words, false, 8), Map.of(), Optional.empty());
    }
}
