package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.testing.FakeBatchApi;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The step generate with a teacher that is asked in batches, against a real HTTP server. */
@Timeout(300)
class BatchRunTest {
    private static final int QUESTIONS = 12;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
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

    private Pipeline pipeline(String... sets) {
        return RunPipelines.of(spark, folder.resolve("run.conf"), said, sets);
    }

    private void generate(String... sets) {
        pipeline(sets).generate();
    }

    private void submitAndLeave() {
        assertThatThrownBy(() -> generate("teachers.big.batch.await", "false"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("go on at the provider");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private List<Row> rows() {
        return spark.read()
                .parquet(folder.resolve("workspace/responses").toString())
                .selectExpr("question_id", "outcome", "cost_usd", "rationale", "error", "attempts")
                .collectAsList();
    }

    private void assertEveryQuestionAnsweredOnce() {
        assertThat(rows())
                .hasSize(QUESTIONS)
                .extracting(row -> row.getString(0) + row.getString(1))
                .doesNotHaveDuplicates()
                .allMatch(row -> row.endsWith("answered"));
    }

    private void assertNothingBoughtTwice() {
        assertThat(api.bought()).hasSize(QUESTIONS).doesNotHaveDuplicates();
    }

    @Test
    void shouldRecordEveryAnswerAtTheBatchPriceWithCachedTokensCheaper() {
        api.endsAfter(3);
        generate();

        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
        assertThat(rows()).allSatisfy(row -> {
            // Half of (60 * 100 + 40 * 10 + 20 * 200) / 1e6.
            assertThat(row.getDouble(2)).isCloseTo(0.0052, within(1e-9));
            assertThat(row.getString(3)).isEqualTo("One thinks.");
        });
        ObjectNode request = api.batches().get(0).request;
        assertThat(request.path("endpoint").asText()).isEqualTo("/v1/chat/completions");
        assertThat(request.path("completion_window").asText()).isEqualTo("24h");
        assertThat(api.batches().get(0).lines.get(0).path("body").path("model").asText())
                .isEqualTo("maker/fake-1");
    }

    @Test
    void shouldAskNothingAgain() {
        generate();
        generate();

        assertNothingBoughtTwice();
        assertThat(api.calls("create")).isOne();
    }

    @Test
    void shouldSubmitLeaveAndComeBack() {
        api.ending(batch -> null);
        submitAndLeave();
        pipeline().plan();
        assertThat(said()).contains(QUESTIONS + " requests of big are at its provider already, in 1 batches");
        submitAndLeave();
        assertThat(folder.resolve("workspace/responses")).doesNotExist();
        api.ending(batch -> "completed");
        generate();

        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
        assertThat(api.calls("upload")).isOne();
    }

    @Test
    void shouldRecordWhatWasSubmittedUnderOtherSampling() {
        api.ending(batch -> null);
        submitAndLeave();
        api.ending(batch -> "completed");
        generate("teachers.big.sampling.temperature", "0.5");

        assertThat(rows()).hasSize(2 * QUESTIONS);
        assertThat(api.bought()).hasSize(2 * QUESTIONS).doesNotHaveDuplicates();
    }

    @Test
    void shouldMakeSeveralBatchesOfManyRequests() {
        generate("teachers.big.batch.max-requests", "5");

        assertThat(api.batches()).extracting(batch -> batch.lines.size()).containsExactlyInAnyOrder(5, 5, 2);
        assertEveryQuestionAnsweredOnce();
    }

    @Test
    void shouldMakeSeveralBatchesOfManyBytes() {
        generate("teachers.big.batch.max-bytes", "2000");

        assertThat(api.batches()).hasSizeGreaterThan(1);
        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldKeepWhatAnExpiredBatchAnsweredAndAskTheRestAgain() {
        AtomicInteger lines = new AtomicInteger();
        api.ending(batch -> api.batches().size() == 1 ? "expired" : "completed");
        api.answer(line -> lines.incrementAndGet() > 4 && lines.get() <= QUESTIONS
                ? FakeBatchApi.refused(line, 0, "batch_expired")
                : FakeBatchApi.answered(line));
        generate();

        assertEveryQuestionAnsweredOnce();
        assertThat(api.batches()).extracting(batch -> batch.lines.size()).containsExactly(QUESTIONS, QUESTIONS - 4);
        assertThat(said()).contains("expired: 4 answered, 8 without an answer");
    }

    @Test
    void shouldStopAskingWhatExpiresAgainAndAgain() {
        api.ending(batch -> "expired");
        api.answer(line -> null);
        generate("teachers.big.batch.attempts", "2");

        assertThat(api.batches()).hasSize(2);
        assertThat(rows()).hasSize(QUESTIONS).allSatisfy(row -> {
            assertThat(row.getString(1)).isEqualTo("failed");
            assertThat(row.getInt(5)).isEqualTo(2);
        });
    }

    @Test
    void shouldRecordBadRequestsAsFailedAndAskAgainWhatTheServerCouldNotAnswer() {
        AtomicInteger lines = new AtomicInteger();
        api.answer(line -> switch (lines.incrementAndGet()) {
            case 1 -> FakeBatchApi.refused(line, 400, "too long");
            case 2 -> FakeBatchApi.refused(line, 429, "slow down");
            case 3 -> FakeBatchApi.refused(line, 500, "broken");
            default -> FakeBatchApi.answered(line);
        });
        generate();

        assertThat(rows())
                .filteredOn(row -> row.getString(1).equals("answered"))
                .hasSize(QUESTIONS - 1);
        assertThat(rows())
                .filteredOn(row -> row.getString(1).equals("failed"))
                .singleElement()
                .satisfies(row -> assertThat(row.getString(4)).contains("too long"));
        assertThat(api.batches()).extracting(batch -> batch.lines.size()).containsExactly(QUESTIONS, 2);
    }

    @Test
    void shouldBearBrokenUnknownRepeatedAndMissingLines() {
        AtomicInteger files = new AtomicInteger();
        api.output(lines -> {
            List<String> changed = new ArrayList<>(lines);
            if (files.incrementAndGet() == 1) {
                changed.set(0, "{\"custom_id\": \"half a li");
                changed.remove(1);
                changed.add(changed.get(3));
                changed.add(changed.get(4).replaceFirst("\"custom_id\":\"[^\"]*", "\"custom_id\":\"nobody"));
            }
            return changed;
        });
        generate();

        assertEveryQuestionAnsweredOnce();
        assertThat(said())
                .contains("10 answered, 2 without an answer, to be asked again, 1 lines that cannot be read,"
                        + " 1 lines of requests it did not hold, 1 lines told twice");
    }

    @Test
    void shouldFindTheBatchWhoseCreationGotNoAnswer() {
        api.after("create", FakeBatchApi.cut(1));
        generate();

        assertThat(api.calls("create")).isOne();
        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldMakeTheBatchAfterAllWhenItsCreationNeverArrived() {
        api.before("create", FakeBatchApi.cut(1));
        generate();

        assertThat(api.calls("create")).isEqualTo(2);
        assertThat(api.calls("upload")).isOne();
        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldFetchAFileAgainThatBrokeOff() {
        api.before("content", FakeBatchApi.cut(2));
        generate();

        assertEveryQuestionAnsweredOnce();
        assertThat(said()).contains("they are fetched again");
    }

    @Test
    void shouldGoOnWhenLooksFail() {
        AtomicInteger times = new AtomicInteger();
        api.before(
                "get",
                exchange -> times.incrementAndGet() < 3
                        && FakeBatchApi.status(503, "busy").before(exchange));
        generate();

        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldWaitWhenTheAccountsQueueIsFull() {
        AtomicInteger times = new AtomicInteger();
        api.refusal(file -> times.incrementAndGet() < 3 ? "token_limit_exceeded" : null);
        generate();

        assertThat(api.calls("upload")).isOne();
        assertThat(api.calls("create")).isEqualTo(3);
        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldSayWhenABatchAloneIsTooMuchForTheQueue() {
        api.refusal(file -> "token_limit_exceeded");

        assertThatThrownBy(this::generate)
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("every teacher was given up");
        assertThat(said()).contains("batch.max-requests");
        api.refusal(file -> null);
        generate();
        assertEveryQuestionAnsweredOnce();
    }

    @Test
    void shouldGiveUpWhenTheFileIsRefusedAndRecordNothing() {
        api.refusal(file -> "invalid_json_line");

        assertThatThrownBy(this::generate).isInstanceOf(StoppedEarly.class);
        assertThat(said()).contains("was refused: the file was refused: invalid_json_line");
        assertThat(folder.resolve("workspace/responses")).doesNotExist();
        assertThat(api.calls("create")).isOne();
    }

    @Test
    void shouldGiveUpWhenTheKeyIsRefused() {
        api.before("upload", FakeBatchApi.status(401, "no such key"));

        assertThatThrownBy(this::generate).isInstanceOf(StoppedEarly.class);
        assertThat(said()).contains("could not be uploaded: status 401");
        api.noFaults();
        generate();
        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldSubmitWhatTheBudgetAllowsAndCountWhatIsUnderWay() {
        // A request takes about 120 prompt and at most 100 completion tokens at 50 and 100 dollars a million.
        api.ending(batch -> null);
        assertThatThrownBy(() -> generate("budget.usd", "0.1", "teachers.big.batch.await", "false"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget.usd (0.10 US dollars) is used up");
        int first = api.bought().size();
        assertThat(first).isBetween(1, QUESTIONS - 1);

        assertThatThrownBy(() -> generate("budget.usd", "0.1", "teachers.big.batch.await", "false"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("go on at the provider");
        assertThat(api.bought()).as("no more than the first command").hasSize(first);
    }

    @Test
    void shouldRefuseToAskOneByOneWhatIsInABatch() {
        api.ending(batch -> null);
        submitAndLeave();

        assertThatThrownBy(() -> generate("teachers.big.batch.enabled", "false"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("batches of this teacher are at its provider");
    }

    @Test
    void shouldCancelBatchesAndRecordWhatTheyAnswered() {
        api.ending(batch -> null);
        submitAndLeave();
        AtomicInteger lines = new AtomicInteger();
        api.answer(line -> lines.incrementAndGet() <= 3 ? FakeBatchApi.answered(line) : null);
        pipeline().cancelBatches();

        assertThat(api.calls("cancel")).isOne();
        assertThat(rows()).hasSize(3);
        assertThat(said()).contains("No batch is at a provider now");
        assertThat(api.calls("create")).isOne();
    }

    @Test
    void shouldEndEarlyOnTheUsersWishAndGoOnLater() throws Exception {
        api.ending(batch -> null);
        Pipeline first = pipeline();
        api.before("get", exchange -> {
            first.stop();
            return false;
        });
        assertThatThrownBy(first::generate)
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("you asked for it")
                .hasMessageContaining("go on at the provider")
                .hasMessageContaining("twt cancel-batches");
        api.noFaults();
        api.ending(batch -> "completed");
        generate();

        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldUseAzuresAddressesAndDeployment() {
        generate(
                "teachers.big.endpoint.urls",
                api.url().replace("/v1", "/openai/deployments/dep"),
                "teachers.big.endpoint.dialect",
                "azure",
                "teachers.big.endpoint.api-version",
                "2024-10-21");

        assertEveryQuestionAnsweredOnce();
        assertThat(api.uris())
                .allMatch(uri -> uri.startsWith("/openai/files") || uri.startsWith("/openai/batches"))
                .allMatch(uri -> uri.contains("api-version=2024-10-21"));
        assertThat(api.batches().get(0).request.path("endpoint").asText()).isEqualTo("/chat/completions");
        assertThat(api.batches().get(0).lines.get(0).path("body").path("model").asText())
                .isEqualTo("dep");
    }

    @Test
    void shouldPlanAtTheBatchPrice() {
        pipeline().plan();

        assertThat(said()).contains("big is asked in batches, at 50% of its price");
        assertThat(api.uris()).isEmpty();
    }
}
