package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import dev.twt.testing.FakeBatchApi;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command killed by the system, as by kill -9, at each point of a batch's life; the same command then goes on. */
@Timeout(400)
class KilledBatchRunIT {
    private static final int QUESTIONS = 6;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private FakeBatchApi api;

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
                  endpoint { urls = "%2$s", timeout = 60s }
                  batch { enabled = true, poll-interval = 50ms }
                }
                """.formatted(folder, api.url()));
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    private void killAt(String when, String call) throws Exception {
        AtomicReference<Process> child = new AtomicReference<>();
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch known = new CountDownLatch(1);
        FakeBatchApi.Fault kill = exchange -> {
            try {
                known.await(60, TimeUnit.SECONDS);
                child.get().destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            killed.countDown();
            return true;
        };
        if (when.equals("before")) {
            api.before(call, kill);
        } else {
            api.after(call, kill);
        }
        child.set(KilledBatchRun.start(folder));
        known.countDown();
        try {
            assertThat(killed.await(300, TimeUnit.SECONDS))
                    .as("the child came so far")
                    .isTrue();
        } finally {
            child.get().destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("out.txt")).content().doesNotContain("DONE");
        api.noFaults();
    }

    @ParameterizedTest
    @CsvSource({
        "before, upload, 1",
        "after, upload, 1",
        "before, create, 1",
        "after, create, 1",
        "before, get, 1",
        "before, content, 1"
    })
    void shouldBuyNothingTwiceAndLoseNothingAfterAKill(String when, String call, int batches) throws Exception {
        killAt(when, call);
        TwtPipeline.on(
                        spark,
                        RunConfigs.effective(folder.resolve("run.conf"), Map.of()),
                        new Console(
                                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                                true,
                                Terminal.NONE))
                .generate();

        assertThat(api.batches()).hasSize(batches);
        assertThat(api.bought()).hasSize(QUESTIONS).doesNotHaveDuplicates();
        assertThat(spark.read()
                        .parquet(folder.resolve("workspace/responses").toString())
                        .where("outcome = 'answered'")
                        .select("request_id")
                        .distinct()
                        .count())
                .isEqualTo(QUESTIONS);
    }
}
