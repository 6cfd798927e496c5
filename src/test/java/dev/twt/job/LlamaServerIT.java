package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is not ours, with a real model: llama.cpp's, launched by the run. Skipped unless
 * {@code src/test/llama-server/build.sh} has built it and {@code jobs/fetch-models.sh} has fetched the model.
 */
class LlamaServerIT {
    private static final Path SERVER = Path.of("target/llama-server/bin/llama-server");
    private static final Path MODEL = Path.of("models/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final int QUESTIONS = 6;
    private static final int SAMPLES = 2;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void writeRun() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(SERVER), "no " + SERVER + "; src/test/llama-server/build.sh makes it");
        Assumptions.assumeTrue(Files.isReadable(MODEL), "no " + MODEL + "; jobs/fetch-models.sh brings it");
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teachers.llama {
                  backend = launched
                  model = "smollm2"
                  samples = %2$d
                  sampling { temperature = 0.7, max-tokens = 48 }
                  endpoint { max-tokens-field = max_tokens, logprobs = true }
                  launch { command = ["%3$s", "-m", "%4$s", "--alias", "{model}", "--host", "{host}", "--port", "{port}",
                                      "-np", "2", "-c", "4096"] }
                  limits { in-flight = 4 }
                }
                """.formatted(
                        folder, SAMPLES, SERVER.toAbsolutePath(), MODEL.toAbsolutePath()));
    }

    private void generate() {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        TwtPipeline.on(
                        spark,
                        RunConfigs.effective(folder.resolve("run.conf"), Map.of()),
                        new Console(stream, stream, false, Terminal.NONE))
                .generate();
    }

    private List<Row> rows() {
        return spark.read()
                .parquet(folder.resolve("workspace/responses").toString())
                .collectAsList();
    }

    @Test
    void shouldRecordWhatAServerOfOthersAnswers() {
        generate();

        assertThat(rows())
                .as(said.toString(StandardCharsets.UTF_8))
                .hasSize(QUESTIONS * SAMPLES)
                .allSatisfy(row -> {
                    assertThat(row.<String>getAs("outcome")).isIn("answered", "truncated");
                    assertThat(row.<Integer>getAs("prompt_tokens")).isPositive();
                    int tokens = row.getAs("completion_tokens");
                    assertThat(tokens).isBetween(1, 48);
                    // The server counts the token that ends the answer, and tells no probability of it.
                    assertThat(row.<Float>getList(row.fieldIndex("token_logprobs")))
                            .hasSizeBetween(tokens - 1, tokens)
                            .allSatisfy(logprob -> assertThat(logprob).isLessThanOrEqualTo(0));
                });
        // Samples of a question have seeds of their own.
        assertThat(rows().stream().map(row -> row.<String>getAs("text")).distinct())
                .hasSizeGreaterThan(QUESTIONS);

        generate();
        assertThat(rows()).hasSize(QUESTIONS * SAMPLES);
    }
}
