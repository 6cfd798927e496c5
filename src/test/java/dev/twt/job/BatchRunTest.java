package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.testing.FakeBatchApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The step generate with a teacher that is asked in batches; its rarer turns stand in {@link BatchRunIT}. */
class BatchRunTest extends BatchRun {
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
            assertThat(row.getDouble(6)).isCloseTo(0.5, within(1e-6));
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
    void shouldMakeSeveralBatchesOfManyRequests() {
        generate("teachers.big.batch.max-requests", "5");

        assertThat(api.batches()).extracting(batch -> batch.lines.size()).containsExactlyInAnyOrder(5, 5, 2);
        assertEveryQuestionAnsweredOnce();
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
    void shouldPlanAtTheBatchPrice() {
        pipeline().plan();

        assertThat(said()).contains("big is asked in batches, at 50% of its price");
        assertThat(api.uris()).isEmpty();
    }
}
