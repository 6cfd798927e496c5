package dev.twt.selection;

import static dev.twt.testing.Candidates.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.selection.SelectionSummary.TeacherCount;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class SelectionSummaryTest {
    @Test
    void shouldCountByTeacherReasonAndQuestion(SparkSession spark) {
        Candidates rows = new Candidates()
                .add("q1", "t1", "a", "embedding", vector(1, 0))
                .add("q1", "t2", "b", "embedding", vector(-1, 0))
                .add("q1", "t2", "c", "stated_confidence", null)
                .add("q2", "t2", "d", "stated_confidence", 0.97)
                .add("q3", "t3", "e", "outcome", "refused", "stated_confidence", null)
                .add("q3", "t1", "f", "stated_confidence", 0.5);
        SelectionSummary summary =
                SelectionSummary.of(Selection.score(rows.rows(spark), Configs.paper(), Map.of(), Optional.empty()));
        assertThat(summary)
                .usingRecursiveComparison()
                .isEqualTo(new SelectionSummary(
                        6,
                        3,
                        3,
                        2,
                        OptionalDouble.of(-1),
                        Map.of("missing-confidence", 1L, "refused", 1L, "quality", 1L),
                        Map.of("confidence", 4L),
                        List.of(
                                new TeacherCount("t1", 2, 1),
                                new TeacherCount("t2", 3, 2),
                                new TeacherCount("t3", 1, 0))));
    }

    @Test
    void shouldSummariseNothing(SparkSession spark) {
        SelectionSummary summary = SelectionSummary.of(
                Selection.score(new Candidates().rows(spark), Configs.paper(), Map.of(), Optional.empty()));
        assertThat(summary.candidates()).isZero();
        assertThat(summary.meanPairSimilarity()).isEmpty();
        assertThat(summary.teachers()).isEmpty();
    }
}
