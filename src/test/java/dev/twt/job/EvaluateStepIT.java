package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.twt.config.CodeConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.sandbox.CodeJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What {@link EvaluateStepTest} leaves. */
class EvaluateStepIT extends EvaluateRun {
    @Test
    void shouldTellAnswersWithoutAnAnswerFromWrongOnes() throws IOException {
        pipeline("evaluate.answerers", "[mia, eve]").evaluate();

        assertThat(metrics().at("/answerers/0/withoutAnswer").asInt()).isEqualTo(QUESTIONS);
        assertThat(metrics().at("/answerers/0/truncated").asInt()).isZero();
        assertThat(metrics().at("/answerers/1/withoutAnswer").asInt()).isZero();
        assertThat(said.text()).containsPattern("mia +12 +0.0% +0.0-24.2 +20.0 +20 +20 +0.0% +100.0%");
    }

    @Test
    void shouldSplitTheResults() throws IOException {
        pipeline("evaluate.by", "[half, difficulty, length]").evaluate();

        assertThat(metrics().at("/subsets").findValuesAsText("value"))
                .contains("first", "second", "1: all right", "2: some right");
        assertThat(said.text()).contains("by half").containsPattern("second\n +ada +6 +100.0%[^\n]*\n +eve +6 +50.0%");
        assertThatThrownBy(() -> pipeline("evaluate.by", "[quarter]").evaluate())
                .hasMessageContaining("their meta has half");
    }

    @Test
    void shouldTakeTheMeanOverSamplesWithABootstrapInterval() throws IOException {
        pipeline(
                        "evaluate.answerers",
                        "[eve]",
                        "evaluate.models.eve.samples",
                        "3",
                        "evaluate.models.eve.sampling.temperature",
                        "1")
                .evaluate();

        assertThat(api.asked()).hasSize(3 * QUESTIONS);
        assertThat(metrics().at("/answerers/0/questions").asInt()).isEqualTo(QUESTIONS);
        assertThat(metrics().at("/answerers/0/answers").asInt()).isEqualTo(3 * QUESTIONS);
        assertThat(metrics().at("/answerers/0/accuracy").asDouble()).isCloseTo(0.5, Offset.offset(1e-9));
        assertThat(metrics().at("/answerers/0/interval/how").asText()).isEqualTo("bootstrap");
        assertThat(said.text()).contains("pass@1 of 36 answers");
    }

    @Test
    void shouldRunProgramsAgainstTheirTests() throws IOException, InterruptedException {
        assumeTrue(sandboxWorks(), "no sandbox works on this machine");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            lines.append(question(i, "\"tests\": [\"assert f() == %d\"]".formatted(i + 1)));
        }
        Path code = Files.writeString(folder.resolve("code.jsonl"), lines);
        pipeline("evaluate.questions", code.toString(), "evaluate.answerers", "[cod, mia]")
                .evaluate();

        assertThat(read("evaluations/answers", "answerer", "question_id", "correct"))
                .contains("cod q00 true", "cod q01 false", "cod q02 true", "mia q00 false");
        assertThat(metrics().at("/answerers/0/accuracy").asDouble()).isEqualTo(0.5);
        assertThat(metrics().at("/answerers/1/withoutAnswer").asInt()).isEqualTo(4);
        api.asked().clear();
        assertThatThrownBy(() -> pipeline(
                                "evaluate.questions",
                                code.toString(),
                                "evaluate.answerers",
                                "[cod]",
                                "code.sandbox",
                                "off")
                        .evaluate())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("code.sandbox");
        assertThat(api.asked()).isEmpty();
    }

    private static boolean sandboxWorks() throws InterruptedException {
        try {
            return CodeJudge.open(CodeConfig.usual()).isPresent();
        } catch (UserException e) {
            return false;
        }
    }

    @Test
    void shouldHoldTheBudgetOfTheWorkspace() {
        assertThatThrownBy(() -> pipeline("budget.usd", "0.006").evaluate())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget");
        assertThat(api.asked()).hasSizeBetween(1, 2 * QUESTIONS - 1);
        assertThat(workspace("evaluations")).doesNotExist();
    }

    @Test
    void shouldPlanWhatItWouldAsk() {
        String[] sets = {"questions", folder.resolve("test.jsonl").toString(), "evaluate.answerers", "[ada, eve, free]"
        };
        pipeline(sets).plan();

        assertThat(said.text())
                .contains("evaluate: 12 labelled questions; not there yet: free")
                .containsPattern("eve: 12 answers, 0 recorded; ~[\\d,]+ in tokens, 2,400 out at most, at most 0.0\\d");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void shouldLeaveTheAnswersOfARunAlone() throws IOException {
        String[] sets = {"questions", folder.resolve("test.jsonl").toString(), "selection.preset", "agreement"};
        pipeline(sets).generate();
        assertThat(api.asked()).hasSize(QUESTIONS);
        pipeline(sets).evaluate();
        assertThat(api.asked()).as("measuring is another purpose").hasSize(3 * QUESTIONS);
        pipeline(sets).select();
        assertThat(read("scored", "teacher")).hasSize(QUESTIONS).containsOnly("ada");
    }
}
