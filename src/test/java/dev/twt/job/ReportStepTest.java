package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.UserException;
import dev.twt.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step report on real workspaces, whole ones and broken ones. */
class ReportStepTest extends ReplayedRun {
    @BeforeEach
    void prepare(@TempDir Path place) throws IOException {
        writeRun(place);
    }

    private JsonNode numbers() throws IOException {
        String json = Files.readString(workspace("report/report.json"));
        assertThat(ReportSchema.problems(json)).isEmpty();
        return new ObjectMapper().readTree(json);
    }

    private String page() throws IOException {
        return Files.readString(workspace("report/index.html"));
    }

    @Test
    void shouldEndARunWithItsReport() throws IOException {
        pipeline().run();

        assertThat(said())
                .contains("DCRS kept 5 of 6 answers, for 3 of 3 questions.")
                .contains("report/index.html");
        JsonNode numbers = numbers();
        assertThat(numbers.at("/pipeline/0/count").asInt()).isEqualTo(3);
        assertThat(numbers.at("/selection/kept").asInt()).isEqualTo(5);
        assertThat(numbers.at("/selection/reasons/0/reason").asText()).isEqualTo("quality");
        assertThat(numbers.at("/selection/reasons/0/count").asInt()).isEqualTo(1);
        assertThat(numbers.at("/selection/similarity/before/bins")).hasSize(20);
        assertThat(numbers.at("/selection/agreement/cells/0/share").isMissingNode())
                .isTrue();
        assertThat(numbers.at("/selection/agreement/cells/0/same").asInt()).isEqualTo(3);
        assertThat(numbers.at("/spending/0/requests").asInt()).isEqualTo(3);
        assertThat(numbers.at("/spending/0/completionTokens").asInt()).isEqualTo(36);
        assertThat(numbers.at("/evaluation").isNull()).isTrue();
        assertThat(numbers.at("/samples")).hasSize(3);
        assertThat(numbers.at("/lineage/config/selection/quality/threshold").asDouble())
                .isEqualTo(0.95);
        assertThat(numbers.at("/missing").findValuesAsText("what")).contains("evaluated answers", "trained students");
        assertThat(page())
                .contains("That is known by heart!")
                .contains("rejected: quality is not above the threshold")
                .contains("stated confidence above 0.95");
    }

    @Test
    void shouldTellOfWhatThereIsAndChangeNothingElse() throws IOException {
        pipeline().generate();
        String record = Files.readString(workspace("run.json"));
        pipeline().report();

        assertThat(said()).contains("Teachers were asked for 6 answers; nothing is selected yet.");
        assertThat(numbers().at("/selection").isNull()).isTrue();
        assertThat(page()).contains("no step has written scored/ yet");
        assertThat(workspace("run.json")).hasContent(record);
    }

    @Test
    void shouldDrawASweepThatWasMade() throws IOException {
        pipeline().run();
        pipeline().sweep("quality.threshold=0.3..0.98/3");
        pipeline().report();

        assertThat(numbers().at("/sweeps/0/key").asText()).isEqualTo("selection.quality.threshold");
        assertThat(numbers().at("/sweeps/0/points/1/value").asDouble()).isEqualTo(0.64);
        assertThat(page()).contains("Other thresholds");
    }

    @Test
    void shouldSayWhichPartsCannotBeRead() throws IOException {
        pipeline().run();
        try (Stream<Path> files = Files.list(workspace("scored"))) {
            Path first = files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            Files.writeString(first, "no Parquet at all, whatever its name says");
            Files.deleteIfExists(first.resolveSibling("." + first.getFileName() + ".crc"));
        }
        Path model = Files.createDirectories(workspace("students/s/full/model"));
        Files.writeString(model.resolve("training.jsonl"), """
                {"step": 1, "epoch": 0.5, "loss": 2.5, "rate": 0.1, "norm": 1, "tokens": 9}
                {"step": 2, "epoch": 1.0, "loss": 1.5, "heldOutLoss": 1.75, "rate": 0.1, "norm": 1, "tokens": 18}
                {"step": 3, "epo""");
        Files.createDirectories(workspace("sweeps"));
        Files.writeString(workspace("sweeps/selection.odd.csv"), "value\n1,2\n");
        pipeline().report();

        JsonNode numbers = numbers();
        assertThat(numbers.at("/problems").findValuesAsText("what"))
                .contains("scored/", "students/s/full/model/training.jsonl", "sweeps/selection.odd.csv");
        assertThat(numbers.at("/selection").isNull()).isTrue();
        assertThat(numbers.at("/students/0/stages/0/lastLoss").asDouble()).isEqualTo(1.5);
        assertThat(numbers.at("/students/0/stages/0/lastHeldOutLoss").asDouble())
                .isEqualTo(1.75);
        assertThat(numbers.at("/spending")).hasSize(2);
        assertThat(page()).contains("What could not be read").contains("1 line is no step of a training");
    }

    @Test
    void shouldRefuseWhatIsNoWorkspace() throws IOException {
        assertThatThrownBy(() -> pipeline().report())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no such folder")
                .hasMessageContaining("run generate or import first");
        Files.createDirectories(workspace(""));
        assertThatThrownBy(() -> pipeline().report())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no run.json");
        assertThat(workspace("report")).doesNotExist();
    }
}
