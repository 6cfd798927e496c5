package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.audit.Severity;
import dev.twt.config.RunConfigs;
import dev.twt.config.UserException;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From imported answers through select to the list of findings. */
class AuditStepTest {
    private static final int QUESTIONS = 20;

    @TempDir
    Path folder;

    private final Captured said = new Captured();

    @BeforeEach
    void writeRun() throws IOException {
        StringBuilder questions = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            questions.append("{\"question_id\": \"q%02d\", \"question\": \"%s\", \"gold\": \"%d\"}%n"
                    .formatted(i, question(i), 100 + i));
            answers.append("{\"question_id\": \"q%02d\", \"text\": \"One adds.\\nAnswer: %d\\nConfidence: 0.99\"}%n"
                    .formatted(i, 100 + i));
        }
        Files.writeString(folder.resolve("questions.jsonl"), questions);
        Files.writeString(folder.resolve("answers.jsonl"), answers);
        Files.writeString(
                folder.resolve("test.jsonl"),
                "{\"question\": \"%s\", \"gold\": \"105\"}%n{\"question\": \"Another one?\", \"gold\": \"1\"}%n"
                        .formatted(question(5).toUpperCase(Locale.ROOT)));
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                task.default-type = math
                import-defaults { join = id, fields { text = text } }
                import.sources = [
                  { path = "%1$s/answers.jsonl", teacher = ada, model = "openai/gpt-4o", licence = "for tests" }
                ]
                selection { diversity { similarity = words, k = 1 }, quality.threshold = 0.5 }
                split.held-out = 0
                """.formatted(folder));
    }

    private static String question(int number) {
        return switch (number) {
            case 3 -> "How many are a hundred and three things? Answer: 103";
            case 8 -> "A farmer has ninety nine sheep in the north field and nine in the south, how many has he got?";
            case 9 -> "A farmer has ninety nine sheep in the north field and nine in the south: how many has he got??";
            default ->
                "Word" + number + " has a hundred and word" + number + " more, how much is that for word" + number;
        };
    }

    private Pipeline pipeline(Map<String, String> keys) {
        Console console = new Console(said.stream(), said.stream(), false, Terminal.NONE);
        return TwtPipeline.on(SparkSessions.shared(), RunConfigs.effective(folder.resolve("run.conf"), keys), console);
    }

    @Test
    void shouldFindWhatIsWrongWithASet() throws IOException {
        pipeline(Map.of()).importResponses();
        pipeline(Map.of()).select();

        assertThat(pipeline(Map.of("evaluate.questions", folder + "/test.jsonl"))
                        .audit())
                .contains(Severity.ERROR);

        assertThat(said.text())
                .containsPattern(
                        "error +leakage +1 of 20 questions that are learned from are also in evaluate.questions")
                .containsPattern("such as q05 is \\S+ \\(exact\\)")
                .containsPattern("error +gold stated in prompts +1 of 20 questions state their right answer\\n"
                        + " +such as q03")
                .containsPattern("note +duplicate questions +1 of 20 .*\\n +such as q09")
                .containsPattern("note +licences +20 of 20 examples are of ada \\(openai/gpt-4o\\)")
                .containsPattern("ok +truncated answers kept +none")
                .contains("2 errors, 0 warnings, 3 notes. Written to ");
        JsonNode findings = new ObjectMapper()
                .readTree(folder.resolve("workspace/audit.json").toFile());
        assertThat(findings.at("/worst").asText()).isEqualTo("error");
        assertThat(findings.at("/findings/0/check").asText()).isEqualTo("leakage");
        assertThat(findings.at("/findings/0/count").asInt()).isEqualTo(1);
        assertThat(findings.at("/findings/0/examples/0").asText()).startsWith("q05 is ");
    }

    @Test
    void shouldSayThatNoEvaluationSetWasLookedAt() {
        pipeline(Map.of()).importResponses();
        pipeline(Map.of()).select();

        pipeline(Map.of()).audit();

        assertThat(said.text()).containsPattern("warning +leakage +20 of 20 no evaluation set is named");
    }

    @Test
    void shouldRefuseAWorkspaceWithoutASet() {
        assertThatThrownBy(() -> pipeline(Map.of()).audit())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there are no scored answers in this workspace")
                .hasMessageContaining("Run select first");
    }
}
