package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.CardFigures.TeacherLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCardTest {
    private static CardFigures figures(long examples) {
        return new CardFigures(
                "Own \"set\"",
                Instant.parse("2026-03-04T05:06:07Z"),
                Map.of("full", examples),
                20,
                Map.of("math", examples),
                List.of(
                        new TeacherLine("ada", "a.gguf", 24, 12, "Apache-2.0"),
                        new TeacherLine("bob|x", "", 24, 7, "")),
                List.of("questions.jsonl"),
                "CC0",
                Map.of("quality.threshold", "0.95"),
                Map.of("quality", 5L),
                Map.of("spark", "4.0.1"));
    }

    @Test
    void shouldTellCountsLicencesColumnsAndSettings() {
        String card = DatasetCard.text(figures(19));
        assertThat(card)
                .startsWith("---\npretty_name: \"Own \\\"set\\\"\"\n")
                .contains("- config_name: full\n  data_files: stage=full/*.parquet\n---\n")
                .contains("19 examples of 20 questions, made on 2026-03-04")
                .contains("| ada | a.gguf | 24 | 12 |")
                .contains("| bob\\|x |  | 24 | 7 |")
                .contains("- Questions: CC0")
                .contains("- Outputs of ada: Apache-2.0")
                .contains("- Outputs of bob|x: not stated")
                .contains("| quality.threshold | 0.95 |")
                .contains("| quality | 5 |")
                .contains("`questions.jsonl`");
        for (String column : DistillColumns.SCHEMA.fieldNames()) {
            assertThat(card).contains("| " + column + " |");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, n<1K", "999, n<1K", "1000, 1K<n<10K", "99999, 10K<n<100K", "5000000, 1M<n<10M"})
    void shouldNameTheSizeAsHuggingFaceDoes(long examples, String size) {
        assertThat(DatasetCard.text(figures(examples))).contains("size_categories:\n- " + size + "\n");
    }
}
