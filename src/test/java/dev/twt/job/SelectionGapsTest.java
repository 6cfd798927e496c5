package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfig;
import dev.twt.config.RunConfigs;
import dev.twt.selection.SelectionSummary;
import dev.twt.selection.SelectionSummary.TeacherCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionGapsTest {
    @TempDir
    Path folder;

    private RunConfig config(String more) throws IOException {
        Path file = folder.resolve("run.conf");
        Files.writeString(file, """
                workspace = w
                questions = q.jsonl
                teacher-defaults.backend = replay
                teachers { one { model = "1.jsonl" }, two { model = "2.jsonl" } }
                selection.preset = custom
                """ + more);
        return RunConfigs.effective(file, Map.of()).run();
    }

    private static SelectionSummary summary(
            long candidates, Map<String, Long> rejected, Map<String, Long> from, String... teachers) {
        List<TeacherCount> counts = List.of(teachers).stream()
                .map(name -> new TeacherCount(name, 1, 0))
                .toList();
        return new SelectionSummary(candidates, 0, 1, 0, OptionalDouble.empty(), rejected, from, counts);
    }

    @Test
    void shouldBeSilentWhereEverythingIsThere() throws IOException {
        assertThat(SelectionGaps.of(
                        config(""),
                        summary(3, Map.of(), Map.of("confidence,logprob", 2L, "agreement", 1L), "one", "two")))
                .isEmpty();
    }

    @Test
    void shouldNameTheScoreThatNoAnswerHasAndWhatComesOfIt() throws IOException {
        Map<String, Long> from = Map.of("confidence,agreement", 3L);
        assertThat(SelectionGaps.of(config(""), summary(3, Map.of(), from, "one", "two")))
                .singleElement()
                .asString()
                .startsWith("selection.quality.logprob: not one answer has this score")
                .contains("endpoint.logprobs")
                .contains("The others alone count");
        assertThat(SelectionGaps.of(
                        config("selection.quality { missing = reject, logprob = 0, span = 1 }"),
                        summary(3, Map.of(), from, "one", "two")))
                .singleElement()
                .asString()
                .startsWith("selection.quality.span")
                .contains("All are rejected for it");
    }

    @Test
    void shouldNameTheTeacherThatHasAnsweredNothingUnlessItsRoundMayNotHaveCome() throws IOException {
        SelectionSummary summary = summary(3, Map.of(), Map.of("confidence,logprob,agreement", 3L), "one", "elsewhere");
        assertThat(SelectionGaps.of(config(""), summary))
                .singleElement()
                .asString()
                .startsWith("teachers.two: no answer of it is recorded");
        assertThat(SelectionGaps.of(config("rounds.most = 2"), summary)).isEmpty();
    }

    @Test
    void shouldNotLookForScoresWhereThereIsNoAnswer() throws IOException {
        assertThat(SelectionGaps.of(
                        config(""), summary(3, Map.of("failed", 2L, "refused", 1L), Map.of(), "one", "two")))
                .isEmpty();
    }
}
