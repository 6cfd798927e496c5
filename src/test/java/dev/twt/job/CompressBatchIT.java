package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.StoppedEarly;
import dev.twt.testing.FakeBatchApi;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rewrites through a provider's batch API, of what was answered one request at a time. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class CompressBatchIT extends CompressRun {
    private static final Pattern QUESTION = Pattern.compile("What is (\\d+) \\+ 1");

    private final FakeBatchApi batches = new FakeBatchApi();

    @AfterEach
    void stopBatches() {
        batches.close();
    }

    private Pipeline batched(boolean await) {
        batches.answer(CompressBatchIT::rewritten);
        return pipeline(
                "teachers.ada.endpoint.urls",
                batches.url(),
                "teachers.ada.batch.enabled",
                "true",
                "teachers.ada.batch.poll-interval",
                "30ms",
                "teachers.ada.batch.await",
                String.valueOf(await));
    }

    /** What {@link RewritingApi} says to the same prompt. */
    private static ObjectNode rewritten(ObjectNode line) {
        var messages = line.path("body").path("messages");
        String prompt = messages.path(messages.size() - 1).path("content").asText();
        Matcher question = QUESTION.matcher(prompt);
        assertThat(question.find()).isTrue();
        String text = RewritingApi.rewrite(
                Integer.parseInt(question.group(1)), prompt.contains("The rewrite before this one"));
        ObjectNode answer = FakeBatchApi.answered(line);
        ObjectNode choice = (ObjectNode) answer.at("/response/body/choices/0");
        choice.remove("logprobs");
        choice.putObject("message").put("role", "assistant").put("content", text);
        ((ObjectNode) answer.at("/response/body"))
                .putObject("usage")
                .put("prompt_tokens", prompt.length() / 4)
                .put("completion_tokens", text.length() / 4);
        return answer;
    }

    @Test
    void shouldRewriteThroughBatchesAsOneRequestAtATime() {
        select();
        batched(true).compress();

        assertThat(batches.batches()).hasSize(2);
        assertThat(batches.bought()).hasSize(14).doesNotHaveDuplicates();
        assertThat(api.rewrites()).as("nobody was asked one by one").isEmpty();
        assertThat(read("distill/stage=compressed", "question_id")).hasSize(6);
        assertThat(said.text()).containsPattern("compressed +0.50 +8 +4 +2 +2 +0 +2");
        assertThat(spark.read()
                        .parquet(workspace("responses").toString())
                        .where("purpose = 'compressed'")
                        .where("abs(cost_usd * 1e6 - (prompt_tokens + 10 * completion_tokens) / 2) < 1e-6")
                        .count())
                .as("at the price of batches")
                .isEqualTo(14);
    }

    @Test
    void shouldLeaveBatchesAndGoOnWithThem() {
        select();
        batches.endsAfter(1_000_000);
        assertThatThrownBy(() -> batched(false).compress())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("batches are submitted and not waited for");
        assertThat(workspace("distill/stage=compressed")).doesNotExist();
        List<String> first = batches.bought();
        assertThat(first).hasSize(8);

        batches.endsAfter(1);
        batched(true).compress();
        assertThat(batches.bought())
                .hasSize(14)
                .startsWith(first.toArray(String[]::new))
                .doesNotHaveDuplicates();
        assertThat(read("distill/stage=compressed", "question_id")).hasSize(6);
    }
}
