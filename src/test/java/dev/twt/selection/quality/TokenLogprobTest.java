package dev.twt.selection.quality;

import static dev.twt.testing.Candidates.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class TokenLogprobTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldRankTheMeansOfEachTeacherByThemselves() {
        Candidates rows = new Candidates()
                .add("q1", "t1", "a", "token_logprobs", vector(-1, -3))
                .add("q2", "t1", "b", "token_logprobs", vector(-0.5))
                .add("q3", "t1", "c", "token_logprobs", vector(-1, -1, -4))
                .add("q1", "t2", "d", "token_logprobs", vector(-9))
                .add("q2", "t2", "e", "token_logprobs", vector(-8));
        assertThat(means(rows))
                .containsOnly(entry("a", -2d), entry("b", -0.5), entry("c", -2d), entry("d", -9d), entry("e", -8d));
        assertThat(quantiles(rows))
                .containsOnly(entry("a", 0d), entry("b", 1d), entry("c", 0d), entry("d", 0d), entry("e", 1d));
    }

    @Test
    void shouldBeNullWhereThereIsNothingToCompareWith() {
        assertThat(quantiles(new Candidates().add("q1", "t1", "a", "token_logprobs", vector(-1))))
                .containsOnly(entry("a", null));
    }

    @Test
    void shouldBeNullWhereATokenHasNoProperLogProbability() {
        Candidates rows = new Candidates()
                .add("q", "t", "none")
                .add("q", "t", "empty", "token_logprobs", vector())
                .add("q", "t", "hole", "token_logprobs", new Float[] {-1f, null})
                .add("q", "t", "nan", "token_logprobs", vector(-1, Double.NaN))
                .add("q", "t", "impossible", "token_logprobs", vector(-1, Double.NEGATIVE_INFINITY));
        assertThat(means(rows).values()).hasSize(5).containsOnlyNulls();
        assertThat(quantiles(rows).values()).hasSize(5).containsOnlyNulls();
    }

    @Test
    void shouldLeaveCutAnswersOutOfTheRanking() {
        Candidates rows = new Candidates()
                .add("q", "t", "a", "token_logprobs", vector(-2))
                .add("q", "t", "b", "token_logprobs", vector(-1))
                .add("q", "t", "cut", "token_logprobs", vector(-9), "outcome", "truncated");
        assertThat(quantiles(rows)).containsOnly(entry("a", 0d), entry("b", 1d), entry("cut", null));
        assertThat(means(rows)).containsEntry("cut", -9d);
    }

    private static Map<String, Object> means(Candidates rows) {
        return Candidates.byRequest(score(rows), "mean_logprob");
    }

    private static Map<String, Object> quantiles(Candidates rows) {
        return Candidates.byRequest(score(rows), "logprob_quantile");
    }

    private static Dataset<Row> score(Candidates rows) {
        return new TokenLogprob().score(TokenLogprob.mean(rows.rows(spark)));
    }
}
