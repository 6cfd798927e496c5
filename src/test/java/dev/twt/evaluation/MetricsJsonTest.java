package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.DataFormat;
import dev.twt.config.QuestionsConfig;
import dev.twt.evaluation.Measured.Subset;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsJsonTest {
    @Test
    void shouldWriteWhatWasFoundAndNullForWhatIsNotKnown() throws IOException {
        PassAtOne accuracy = new PassAtOne(10, 0.8, Interval.wilson(8, 10));
        Measured whole = new Measured(
                new Subset("free", "", ""),
                "tiny",
                10,
                accuracy,
                new TokenCounts(Double.NaN, Double.NaN, Double.NaN, 0),
                0.25,
                0.2,
                1,
                2,
                0,
                0,
                Double.NaN);
        Comparison pair = new Comparison(
                "free", "large", 10, 0, 2, 0.8, 0.9, -0.1, new Interval(-0.3, 0.1, "bootstrap"), new McNemar(1, 2));
        EvaluationReport report = new EvaluationReport(
                List.of(whole), List.of(pair), List.of(SeedSpread.of("ours", Map.of("a", 0.5, "b", 0.7))));

        JsonNode json = new ObjectMapper()
                .readTree(MetricsJson.write(
                        report, new QuestionsConfig(List.of("q.jsonl"), DataFormat.AUTO, Map.of(), 0, "MIT"), 10, 3));

        assertThat(json.at("/format").asInt()).isEqualTo(1);
        assertThat(json.at("/questions/unlabelled").asInt()).isEqualTo(3);
        assertThat(json.at("/questions/licence").asText()).isEqualTo("MIT");
        assertThat(json.at("/answerers/0/accuracy").asDouble()).isEqualTo(0.8);
        assertThat(json.at("/answerers/0/interval/how").asText()).isEqualTo("wilson");
        assertThat(json.at("/answerers/0/outputTokens/mean").isNull()).isTrue();
        assertThat(json.at("/answerers/0/usdPerThousand").isNull()).isTrue();
        assertThat(json.at("/answerers/0/withoutAnswer").asInt()).isEqualTo(2);
        assertThat(json.at("/subsets")).isEmpty();
        assertThat(json.at("/pairs/0/p").asDouble()).isEqualTo(1);
        assertThat(json.at("/pairs/0/better").isNull()).isTrue();
        assertThat(json.at("/pairs/0/onlySecondAsked").asInt()).isEqualTo(2);
        assertThat(json.at("/seeds/0/mean").asDouble()).isEqualTo(0.6);
    }
}
