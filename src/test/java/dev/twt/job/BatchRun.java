package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.StoppedEarly;
import dev.twt.testing.FakeBatchApi;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one teacher that is asked in batches, against a real HTTP server. */
@Timeout(300)
abstract class BatchRun {
    static final int QUESTIONS = 12;

    @TempDir
    Path folder;

    final SparkSession spark = SparkSessions.shared();
    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    FakeBatchApi api;

    @BeforeEach
    void writeRun() throws IOException {
        api = new FakeBatchApi();
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teachers.big {
                  backend = openai
                  model = "maker/fake-1"
                  endpoint { urls = "%2$s", timeout = 5s }
                  price { input = 100, output = 200, cached-input = 10 }
                  sampling.max-tokens = 100
                  batch { enabled = true, poll-interval = 30ms }
                }
                """.formatted(folder, api.url()));
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    Pipeline pipeline(String... sets) {
        return RunPipelines.of(spark, folder.resolve("run.conf"), said, sets);
    }

    void generate(String... sets) {
        pipeline(sets).generate();
    }

    void submitAndLeave() {
        assertThatThrownBy(() -> generate("teachers.big.batch.await", "false"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("go on at the provider");
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    List<Row> rows() {
        return spark.read()
                .parquet(folder.resolve("workspace/responses").toString())
                .selectExpr("question_id", "outcome", "cost_usd", "rationale", "error", "attempts", "span_probability")
                .collectAsList();
    }

    void assertEveryQuestionAnsweredOnce() {
        assertThat(rows())
                .hasSize(QUESTIONS)
                .extracting(row -> row.getString(0) + row.getString(1))
                .doesNotHaveDuplicates()
                .allMatch(row -> row.endsWith("answered"));
    }

    void assertNothingBoughtTwice() {
        assertThat(api.bought()).hasSize(QUESTIONS).doesNotHaveDuplicates();
    }
}
