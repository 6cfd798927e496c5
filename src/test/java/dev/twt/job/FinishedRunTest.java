package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import dev.twt.dataset.DistillColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What one whole run leaves, and what can be asked of it afterwards; no test here changes the set. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FinishedRunTest extends ReplayedRun {
    private String screen;

    @BeforeAll
    void runOnce(@TempDir Path place) throws IOException {
        writeRun(place);
        pipeline().run();
        screen = said();
    }

    @BeforeEach
    void clearScreen() {
        out.reset();
        err.reset();
    }

    @Test
    void shouldMakeADistillationSetOfQuestions() {
        List<Row> set =
                spark.read().parquet(workspace("distill/stage=full").toString()).collectAsList();
        assertThat(set).hasSize(5).allSatisfy(row -> {
            assertThat(row.<Row>getList(row.fieldIndex(DistillColumns.COMPLETION))
                            .get(0)
                            .getString(1))
                    .contains("The answer is ");
        });
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=free").toString())
                        .select("question_id")
                        .distinct()
                        .count())
                .isEqualTo(3);
        assertThat(workspace("distill/README.md"))
                .content()
                .contains("| full | 5 |")
                .contains("| free | 3 |");
    }

    @Test
    void shouldShowTheRunOnOneScreen() {
        assertThat(screen)
                .contains("3 questions; 1 of 4 rows cannot be used")
                .contains("kept 5 of 6 answers, for 3 of 3 questions")
                .contains("quality 1")
                .contains("stated confidence above 0.95")
                .contains("What is 2 + 3?")
                .contains("workspace/distill");
        assertThat(screen.lines().filter(line -> line.startsWith("careful"))).hasSize(2);
    }

    @Test
    void shouldKeepEveryCandidateWithTheReasonOfItsRejection() {
        List<Row> rejected = spark.read()
                .parquet(workspace("scored").toString())
                .where("not kept")
                .select("question_id", "teacher", "rejected_by", "confidence")
                .collectAsList();
        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.getString(0)).isEqualTo("q2");
            assertThat(row.getString(1)).isEqualTo("quick");
            assertThat(row.getString(2)).isEqualTo("quality");
            assertThat(row.getDouble(3)).isEqualTo(0.4);
        });
    }

    @Test
    void shouldWriteACardAndARecordWithoutMachinery() throws IOException {
        assertThat(workspace("distill/README.md")).content().contains("careful").contains("stage=full");
        assertThat(workspace("run.json")).content().contains("\"generate\"").contains("\"done\"");
    }

    @Test
    void shouldExplainWhatBecameOfAQuestion() {
        pipeline().explain("q2");

        assertThat(said())
                .contains("q2 (math): 2 answers, 1 kept")
                .contains("What is 9 - 1?")
                .contains("rule: stated confidence above 0.95")
                .containsPattern("\\* careful +0 8 +0.99 +- +1.00 +0.990 +1 +kept")
                .containsPattern("  quick +0 8 +0.40 +- +1.00 +0.400 +- +quality is not above the threshold")
                .contains("By counting on, one finds it. => 8");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        out.reset();
        pipeline("selection.quality.threshold", "0.3").explain("q0");
        assertThat(said()).contains("2 kept").contains("similarity of the kept rationales: ");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("now says another rule")
                .contains("above 0.3");
    }

    @Test
    void shouldTryValuesOfAKeyWithoutChangingTheSet() throws IOException {
        String scored = names("scored");
        pipeline().sweep("quality.threshold=0.3..0.98/3");

        assertThat(said())
                .contains("selection.quality.threshold, over 6 answers to 3 questions:")
                .containsPattern("0.3 +6 +100.0% +6 +3 +100.0%")
                .containsPattern("0.64 +5 +83.3% +5 +3 +100.0%")
                .containsPattern("0.98 +3 +50.0% +3 +3 +100.0%")
                .contains("no gold answers");
        assertThat(workspace("sweeps/selection.quality.threshold.csv"))
                .content()
                .contains("0.64,6,5,5,3,3,");
        assertThat(ImageIO.read(workspace("sweeps/selection.quality.threshold.png")
                                .toFile())
                        .getWidth())
                .isEqualTo(900);
        assertThat(names("scored")).isEqualTo(scored);
        assertThatThrownBy(() -> pipeline().sweep("quality.threshold=0.5..1.5"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("threshold");
    }

    private String names(String part) throws IOException {
        try (var files = Files.list(workspace(part))) {
            return files.map(Path::toString).sorted().toList().toString();
        }
    }

    @Test
    void shouldSayWhichQuestionsThereAreToExplain() {
        assertThatThrownBy(() -> pipeline().explain("q9"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no question of that id; it has q0, q1, q2");
    }
}
