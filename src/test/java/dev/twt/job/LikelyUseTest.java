package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twt.config.RunConfigs;
import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikelyUseTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Pipeline pipeline(Map<String, String> sets) {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return TwtPipeline.on(
                SparkSessions.shared(),
                RunConfigs.effective(folder.resolve("run.conf"), sets),
                new Console(stream, stream, true, Terminal.NONE));
    }

    private String plan(String samples) {
        said.reset();
        pipeline(Map.of("teachers.served.samples", samples)).plan();
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTellTheLikelyCostOnceThereAreAnswers() throws IOException {
        // Answers of 9 and 12 characters, and the fake server counts a token a character.
        Files.writeString(folder.resolve("questions.jsonl"), """
                {"question_id": "a", "question": "Say 1", "task": "math"}
                {"question_id": "b", "question": "Say 1000", "task": "math"}
                """);
        try (FaultyServer server = FaultyServer.that(new FakeChatApi())) {
            Files.writeString(folder.resolve("run.conf"), """
                    workspace = "%1$s/workspace"
                    questions = "%1$s/questions.jsonl"
                    teachers.served {
                      backend = openai
                      model = fake-1
                      sampling.temperature = 1
                      endpoint.urls = "%2$s"
                      limits.requests-per-minute = 6000
                      price { output = 1000000 }
                    }
                    """.formatted(folder, server.url()));
            assertThat(plan("1")).doesNotContain("by the mean of");
            pipeline(Map.of()).generate();
            assertThat(plan("1")).as("nothing is open").doesNotContain("by the mean of");

            // Ten more samples of two questions: 20 requests of 10.5 tokens; 1.645 * sqrt(4.5 / 2) * 20 = 49.35.
            assertThat(plan("11"))
                    .contains("served, likely, by the mean of 2 recorded answers:")
                    .contains("210 out tokens (161 to 259), 210.00 $ (160.65 to 259.35), about ");
        }
    }

    @Test
    void shouldPlanEachPromptOnceARequest() throws IOException {
        // A prompt of p characters is p / 4 tokens, and pays one dollar each; answers pay nothing here.
        Files.writeString(folder.resolve("questions.jsonl"), """
                {"question_id": "a", "question": "Say 1", "task": "math"}
                {"question_id": "b", "question": "Say 2", "task": "math"}
                """);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teachers.served {
                  backend = openai
                  model = fake-1
                  samples = 10
                  sampling.temperature = 1
                  endpoint.urls = "http://127.0.0.1:1/v1"
                  price { input = 1000000 }
                }
                """.formatted(folder));
        String alone = planned("1");
        assertThat(alone).doesNotContain("samples-a-request");
        assertThat(planned("4"))
                .contains("20 open answers of served are asked in 6 requests")
                .contains(String.format("%,d", 6 * prompt(alone) / 20));
        assertThat(planned("10")).contains("in 2 requests");
    }

    private String planned(String samplesARequest) {
        said.reset();
        pipeline(Map.of("teachers.served.samples-a-request", samplesARequest)).plan();
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Prompt tokens of the plan's only row. */
    private static long prompt(String plan) {
        String row = plan.lines()
                .filter(line -> line.startsWith("served "))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(row.split("\\s+")[3].replaceAll("[~,]", ""));
    }

    @Test
    void shouldGiveNoIntervalForOneAnswer() {
        LikelyUse.Spread spread = LikelyUse.Spread.of(10, 0, 1, 5);

        assertThat(spread.likely()).isCloseTo(50, within(1e-9));
        assertThat(spread.margin()).isNaN();
    }
}
