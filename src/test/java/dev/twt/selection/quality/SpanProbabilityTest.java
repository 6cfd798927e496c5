package dev.twt.selection.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.QualityConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class SpanProbabilityTest {
    private final SparkSession spark;

    SpanProbabilityTest(SparkSession spark) {
        this.spark = spark;
    }

    private Dataset<Row> candidates() {
        return new Candidates()
                .add("q", "t", "sure", ResponseColumns.SPAN_PROBABILITY, 0.75)
                .add("q", "t", "unsure", ResponseColumns.SPAN_PROBABILITY, 0.25)
                .add("q", "t", "never", ResponseColumns.SPAN_PROBABILITY, 0.0)
                .add("q", "t", "silent")
                .add("q", "t", "odd", ResponseColumns.SPAN_PROBABILITY, Double.NaN)
                .add("q", "t", "beyond", ResponseColumns.SPAN_PROBABILITY, 1.5)
                .rows(spark);
    }

    @Test
    void shouldTakeTheProbabilityAsItIsAndNothingForWhatIsNone() {
        Map<String, Object> scores =
                Candidates.byRequest(new SpanProbability().score(candidates()), ResponseColumns.SPAN_PROBABILITY);

        assertThat(scores)
                .containsEntry("sure", 0.75)
                .containsEntry("unsure", 0.25)
                .containsEntry("never", 0.0)
                .containsEntry("silent", null)
                .containsEntry("odd", null)
                .containsEntry("beyond", null);
    }

    private Map<String, Object> combined(String missing, String column) {
        QualityConfig config = new QualityConfig(0.3, 1, 0, 1, 0, 0, 0, missing, false, "given");
        Quality quality = Quality.of(config, Map.of(), Optional.empty());
        Dataset<Row> scored = quality.combine(new SpanProbability().score(new StatedConfidence().score(candidates())));
        return Candidates.byRequest(scored.withColumn("reason", quality.rejection()), column);
    }

    @Test
    void shouldDeclareAMissingScoreAndNeverTakeItForZero() {
        assertThat(combined("reject", "reason"))
                .containsEntry("silent", "missing-span")
                .containsEntry("sure", null)
                .containsEntry("never", null);
        assertThat(combined("ignore", "quality")).containsEntry("silent", 0.99).containsEntry("never", 0.495);
        assertThat(combined("ignore", "quality_from"))
                .containsEntry("silent", "confidence")
                .containsEntry("sure", "confidence,span");
    }
}
