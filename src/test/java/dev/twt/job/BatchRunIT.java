package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.StoppedEarly;
import dev.twt.testing.FakeBatchApi;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What seldom happens to batches: full queues, lost calls, refused files, changed settings. */
class BatchRunIT extends BatchRun {
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
    void shouldMakeSeveralBatchesOfManyBytes() {
        generate("teachers.big.batch.max-bytes", "2000");

        assertThat(api.batches()).hasSizeGreaterThan(1);
        assertEveryQuestionAnsweredOnce();
        assertNothingBoughtTwice();
    }

    @Test
    void shouldStopAskingWhatExpiresAgainAndAgain() {
        api.ending(batch -> "expired");
        api.answer(line -> null);
        assertThatThrownBy(() -> generate("teachers.big.batch.attempts", "2"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("every request failed");

        assertThat(api.batches()).hasSize(2);
        assertThat(rows()).hasSize(QUESTIONS).allSatisfy(row -> {
            assertThat(row.getString(1)).isEqualTo("failed");
            assertThat(row.getInt(5)).isEqualTo(2);
        });
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

    /** What an answer that was broken off has cost is gone, although a whole one has come after it. */
    @Test
    void shouldCountWhatWasPaidForAnswersThatWereAskedAgain() {
        api.answer(line -> {
            ObjectNode cut = FakeBatchApi.answered(line);
            ((ObjectNode) cut.at("/response/body/choices/0")).put("finish_reason", "length");
            return cut;
        });
        generate();
        api.answer(FakeBatchApi::answered);
        generate("generation.retry-truncated", "true");
        assertThat(api.bought()).hasSize(2 * QUESTIONS);

        // Each answer has cost 0.0052 dollars, all of them 0.1248; another request takes about 0.016 at worst.
        assertThatThrownBy(() -> generate("budget.usd", "0.13", "teachers.big.sampling.temperature", "0.5"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget.usd (0.13 US dollars) is used up");
        assertThat(api.bought()).hasSize(2 * QUESTIONS);
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
}
