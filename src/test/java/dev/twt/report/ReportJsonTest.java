package dev.twt.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.report.figures.ReportFigures;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    @Test
    void shouldBeAsTheSchemaSays() throws IOException {
        assertThat(ReportSchema.problems(ReportJson.write(MadeReport.full()))).isEmpty();
        assertThat(ReportSchema.problems(ReportJson.write(MadeReport.empty()))).isEmpty();
    }

    @Test
    void shouldHaveASchemaThatRefusesWhatIsNotOfIt() throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(ReportJson.write(MadeReport.full()));

        assertThat(ReportSchema.problems(json.deepCopy().put("more", 1).toString()))
                .isNotEmpty();
        assertThat(ReportSchema.problems(json.deepCopy().put("format", 2).toString()))
                .isNotEmpty();
        ObjectNode without = json.deepCopy();
        without.remove("lineage");
        assertThat(ReportSchema.problems(without.toString())).isNotEmpty();
        ObjectNode wrong = json.deepCopy();
        ((ObjectNode) wrong.at("/evaluation/answerers/0")).put("accuracy", 1.5);
        assertThat(ReportSchema.problems(wrong.toString())).isNotEmpty();
    }

    @Test
    void shouldKeepTextsWholeWhateverTheyHold() throws IOException {
        String hostile = "<script>\u0000\u202E\uD800 \"" + "x".repeat(1_000_000);
        String json = ReportJson.write(MadeReport.with(hostile, "?"));

        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(read.at("/samples/0/candidates/0/rationale").asText()).isEqualTo(hostile);
        assertThat(json.chars()).allMatch(c -> c < 128);
        assertThat(new ObjectMapper().readValue(json, ReportFigures.class)).isEqualTo(MadeReport.with(hostile, "?"));
    }
}
