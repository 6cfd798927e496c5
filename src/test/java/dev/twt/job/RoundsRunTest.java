package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.config.StoppedEarly;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rejection sampling as a loop, against real HTTP servers whose teachers are sure of some answers. */
@Timeout(300)
class RoundsRunTest extends RoundsRun {
    @Test
    void shouldAskInEachRoundOnlyWhatIsStillOpenAndTheDearTeacherLast() throws IOException {
        pipeline().generate();

        assertThat(asked).containsExactlyInAnyOrderElementsOf(everything());
        assertThat(said())
                .contains(
                        "Round 2 of 4: 6 of 12 questions have no good answer; asking cheap (1 sample, temperature 0.7)")
                .contains(
                        "Round 3 of 4: 3 of 12 questions have no good answer; asking dear (1 sample, temperature 0.7)")
                .contains("Every question has a good answer after round 3 of 4")
                .containsPattern("1  cheap +12 +12 +12,120 +0.0122 +6 +6")
                .containsPattern("2  cheap +6 +6 +6,060 +0.0061 +3 +3")
                .containsPattern("3  dear +3 +3 +3,030 +0.3060 +3 +0")
                .doesNotContain("Round 4");
        assertThat(spark.read()
                        .parquet(folder.resolve("workspace/rounds/round=2").toString())
                        .orderBy("question_id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[q11,0], [q3,0], [q7,0]]");

        List<String> rows = rows("workspace");
        pipeline().generate();
        assertThat(asked).as("nothing is asked a second time").hasSize(21);
        assertThat(rows("workspace")).isEqualTo(rows);

        said.reset();
        pipeline().select();
        assertThat(said())
                .containsPattern("3  dear +3 +3 +3,030 +0.3060 +3 +0")
                .contains("kept 12 of 21 answers, for 12 of 12 questions");
        JsonNode record = JSON.readTree(folder.resolve("workspace/run.json").toFile());
        for (String step : List.of("generate", "select")) {
            assertThat(record.at("/steps/" + step + "/figures/rounds").toString())
                    .as(step)
                    .contains("{\"round\":1,\"teachers\":[\"cheap\"],\"asked\":6,\"answers\":6,\"tokens\":6060,")
                    .contains("\"reached\":3,\"open\":0}");
        }
        pipeline().explain("q3");
        assertThat(said()).containsPattern("\\* dear +0 r3 +4").containsPattern("  cheap +0 r2 +4");
    }

    @Test
    void shouldAskOnceWithOneRound() {
        pipeline("rounds", "{ most = 1, temperatures = [], escalation = [] }").generate();

        assertThat(asked).hasSize(2 * QUESTIONS).allMatch(one -> one.endsWith(" 0.2"));
        assertThat(rows("workspace")).allMatch(row -> row.contains(" 0 answered "));
        assertThat(said()).doesNotContain("still open").doesNotContain("Round ");
        assertThat(folder.resolve("workspace/rounds")).doesNotExist();
    }

    @Test
    void shouldPlanTheRoundsAtWorstAndByWhatIsOpen() {
        pipeline().plan();
        assertThat(said())
                .contains("Round 2 asks only questions that have no good answer by then; at worst, if all stay open:")
                .contains("Each of the rounds 3 to 4 asks only")
                .contains("All rounds together, if every question stays open through all of them: at most ")
                .doesNotContain("By the last run");
        assertThat(said().lines().filter(line -> line.matches("dear +12 +0 .*")))
                .hasSize(1);
        assertThat(asked).isEmpty();

        assertThatThrownBy(() -> pipeline("budget.tokens", "14600").generate()).isInstanceOf(StoppedEarly.class);
        pipeline().plan();
        assertThat(said())
                .containsPattern("By the last run [1-6] of 12 questions were open after round 2: round 3 would");
    }
}
