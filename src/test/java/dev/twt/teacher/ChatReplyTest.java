package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.SamplingConfig;
import dev.twt.model.text.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatReplyTest {
    private static final TeacherRequest REQUEST = new TeacherRequest(
            "r",
            0,
            List.of(new ChatMessage("user", "eight ch")),
            new SamplingConfig(1, 1, 16, List.of("##1", "##2", "##3", "##4", "STOP")),
            1);

    private static Outcome read(String body) {
        return ChatReply.read(REQUEST, body, 12, text -> text);
    }

    private static Outcome choice(String message, String finish, String more) {
        return read("{\"choices\": [{\"message\": " + message + ", \"finish_reason\": " + finish + more + "}]}");
    }

    private static Completion answered(String message) {
        return ((Outcome.Answered) choice(message, "\"stop\"", "")).completion();
    }

    @Test
    void shouldReadTextInParts() {
        String parts =
                "{\"content\": [{\"type\": \"text\", \"text\": \"a\"}, {\"type\": \"image\"}, {\"type\": \"text\", \"text\": \"b\"}]}";

        assertThat(answered(parts).text()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning", "reasoning_content"})
    void shouldReadReasoningUnderEitherName(String field) {
        Completion completion = answered("{\"content\": \"a\", \"" + field + "\": \"because\"}");

        assertThat(completion.text()).isEqualTo("a");
        assertThat(completion.reasoning()).isEqualTo("because");
    }

    @Test
    void shouldSplitThoughtsOff() {
        Completion completion = answered("{\"content\": \"\\n<think>\\nbecause\\n</think>\\n\\nAnswer: 4\"}");

        assertThat(completion.text()).isEqualTo("Answer: 4");
        assertThat(completion.reasoning()).isEqualTo("because");
    }

    @Test
    void shouldTakeAnEndlessThoughtAsNoAnswer() {
        Outcome outcome = choice("{\"content\": \"<think>because\"}", "\"length\"", "");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Truncated.class, truncated -> {
            assertThat(truncated.completion().text()).isEmpty();
            assertThat(truncated.completion().reasoning()).isEqualTo("because");
        });
    }

    @Test
    void shouldLeaveThoughtsInTheMiddleAlone() {
        assertThat(answered("{\"content\": \"a <think>b</think>\"}").text()).isEqualTo("a <think>b</think>");
    }

    @Test
    void shouldTakeARefusalAsRefused() {
        Outcome outcome = choice("{\"content\": null, \"refusal\": \"I will not\"}", "\"stop\"", "");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.completion().text()).isEqualTo("I will not"));
    }

    @Test
    void shouldTakeAFilteredAnswerAsRefused() {
        assertThat(choice("{\"content\": \"half\", \"refusal\": null}", "\"content_filter\"", ""))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void shouldCutAtStopTextsTheServerWasNotSent() {
        Outcome outcome = choice(
                "{\"content\": \"4STOP and on\"}", "\"length\"", ", \"logprobs\": {\"content\": [{\"logprob\": -1}]}");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.completion().text()).isEqualTo("4");
            assertThat(answered.completion().finishReason()).isEqualTo("stop");
            assertThat(answered.completion().tokenLogprobs()).isNull();
        });
    }

    @Test
    void shouldReadCountsAndFingerprint() {
        Outcome outcome = read("""
                {"choices": [{"message": {"content": "4"}, "finish_reason": "stop"}], "system_fingerprint": "fp",
                 "usage": {"prompt_tokens": 11, "completion_tokens": 22}}""");

        assertThat(outcome).isEqualTo(new Outcome.Answered(new Completion("4", "", null, 11, 22, "stop", "fp", 12, 1)));
    }

    @Test
    void shouldEstimateCountsWhereThereAreNone() {
        Completion completion = answered("{\"content\": \"12345\"}");

        assertThat(completion.promptTokens()).isEqualTo(2);
        assertThat(completion.completionTokens()).isEqualTo(2);
    }

    @Test
    void shouldReadLogprobs() {
        assertThat(logprobs("[{\"logprob\": -0.5}, {\"logprob\": 1e-7}]")).containsExactly(-0.5f, 0f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "[{\"logprob\": -0.5}, {\"logprob\": -9999.0}]",
                "[{\"logprob\": -0.5}, {\"logprob\": null}]",
                "[{\"logprob\": -0.5}, {\"token\": \"a\"}]",
                "[{\"logprob\": -1e999}]"
            })
    void shouldTakeBrokenLogprobsAsNone(String content) {
        assertThat(logprobs(content)).isNull();
    }

    private static float[] logprobs(String content) {
        Outcome outcome = choice("{\"content\": \"a\"}", "\"stop\"", ", \"logprobs\": {\"content\": " + content + "}");
        return ((Outcome.Answered) outcome).completion().tokenLogprobs();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{}", "{\"choices\": [{}]}", "{\"choices\": [null]}", "{\"error\": \"x\"}"})
    void shouldAskLaterWhereThereIsNothingToRead(String body) {
        assertThat(read(body))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.served()).isTrue());
    }

    @Test
    void shouldAskLaterWhereTheServerGaveUp() {
        assertThat(choice("{\"content\": \"ha\"}", "\"abort\"", "")).isInstanceOf(Outcome.Retry.class);
    }
}
