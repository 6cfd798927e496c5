package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.twt.config.RunConfigs;
import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step generate against real HTTP servers that misbehave. */
class HttpRunTest {
    private static final int QUESTIONS = 40;
    private static final String KEY = "sk-planted-5f1d0c7e9b";

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final FaultyServer.Behaviour good = new FakeChatApi();
    private FaultyServer server;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(this::answer);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teachers.served {
                  backend = openai
                  model = "maker/fake-1"
                  endpoint { urls = "%2$s", auth-file = "%1$s/key" }
                  retry { first-wait = 5ms, longest-wait = 50ms }
                  price { input = 1, output = 2 }
                }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Counts what is answered well, and by which question. */
    private void answer(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        answered.incrementAndGet();
        good.serve(request, exchange);
    }

    private FaultyServer.Behaviour oneInThree(FaultyServer.Behaviour fault) {
        return (request, exchange) -> {
            if (asked.incrementAndGet() % 3 == 0) {
                fault.serve(request, exchange);
            } else {
                answer(request, exchange);
            }
        };
    }

    private void generate(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        TwtPipeline.on(
                        spark,
                        RunConfigs.effective(folder.resolve("run.conf"), overrides),
                        new Console(stream, stream, false, Terminal.NONE))
                .generate();
    }

    private List<String> outcomes() {
        return spark
                .read()
                .parquet(folder.resolve("workspace/responses").toString())
                .selectExpr("concat(question_id, ' ', outcome, ' ', model)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private void assertEveryQuestionAnsweredOnce() {
        assertThat(outcomes())
                .hasSize(QUESTIONS)
                .doesNotHaveDuplicates()
                .allMatch(o -> o.endsWith(" answered maker/fake-1"));
    }

    @Test
    void shouldGetEveryAnswerOnceFromAServerThatRefusesOneInThree() {
        server.from(
                oneInThree(FaultyServer.status(429, "{\"error\": {\"message\": \"slow down\"}}", "Retry-After", "0")));
        generate();

        assertEveryQuestionAnsweredOnce();
        assertThat(answered.get()).isEqualTo(QUESTIONS);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("times too fast for it");
    }

    @Test
    void shouldGetEveryAnswerFromAServerThatCutsOneInThree() {
        server.from(oneInThree(FaultyServer.cutMidBody()));
        generate();

        assertEveryQuestionAnsweredOnce();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("they may have been billed");
        assertThat(folder.resolve("workspace/run.json")).content().contains("uncertainUsd");
    }

    @Test
    void shouldAskNothingASecondTime() {
        generate();
        generate();

        assertThat(answered.get()).isEqualTo(QUESTIONS);
        assertEveryQuestionAnsweredOnce();
    }

    @Test
    void shouldRecordWhatTheServerCountsAndWhatItCosts() {
        generate();

        var sums = spark.read()
                .parquet(folder.resolve("workspace/responses").toString())
                .selectExpr(
                        "sum(prompt_tokens)", "sum(completion_tokens)", "sum(cost_usd)", "min(size(token_logprobs))")
                .first();
        assertThat(sums.getLong(0)).isPositive();
        assertThat(sums.getDouble(2))
                .isCloseTo(
                        (sums.getLong(0) + 2.0 * sums.getLong(1)) / 1e6, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(sums.getInt(3)).isPositive();
    }

    @Test
    void shouldWriteTheKeyNowhere() throws IOException {
        server.from(oneInThree(FaultyServer.status(500, "{\"error\": {\"message\": \"key " + KEY + " broke me\"}}")));
        generate("teachers.served.retry.attempts", "1");

        assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(outcomes()).anyMatch(o -> o.contains(" failed "));
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain(KEY);
        try (Stream<Path> files = Files.walk(folder.resolve("workspace"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(KEY);
            }
        }
        assertThat(spark.read()
                        .parquet(folder.resolve("workspace/responses").toString())
                        .where("error like '%planted%'")
                        .count())
                .isZero();
    }
}
