package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SeveralAnswersApi;
import dev.twt.testing.SeveralAnswersApi.Asked;
import dev.twt.testing.SeveralAnswersApi.Manner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several samples asked of a real server in one request. */
@Timeout(60)
class SeveralAnswersTest {
    private static List<Outcome> ask(FaultyServer server, String question, int samples) throws Exception {
        TeacherConfig config = TeacherConfigs.at(Endpoints.at(server.url())).withSamplesARequest(4);
        try (Teacher teacher = new HttpTeacher(config, Map.of())) {
            return teacher.answerTogether(IntStream.range(0, samples)
                            .mapToObj(sample -> TeacherContract.request(question, 0, sample, 16))
                            .toList())
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static List<Outcome> ask(SeveralAnswersApi api, String question, int samples) throws Exception {
        try (FaultyServer server = FaultyServer.that(api)) {
            return ask(server, question, samples);
        }
    }

    private static List<Completion> completions(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> ((Outcome.Answered) outcome).completion())
                .toList();
    }

    @Test
    void shouldAskOnceAndShareTheCountsOut() throws Exception {
        SeveralAnswersApi api = new SeveralAnswersApi(Manner.TAKES);
        List<Completion> answers = completions(ask(api, "plain", 3));

        assertThat(api.asked()).containsExactly(new Asked("plain", 3));
        assertThat(answers)
                .extracting(Completion::text)
                .containsExactly("because Answer: 0", "because and Answer: 1", "because and and Answer: 2");
        assertThat(answers).extracting(Completion::promptTokens).containsExactly(100, 0, 0);
        assertThat(answers).extracting(Completion::cachedTokens).containsExactly(10, 0, 0);
        assertThat(answers).extracting(Completion::completionTokens).containsExactly(3, 4, 5);
        assertThat(answers).allSatisfy(a -> assertThat(a.tokenLogprobs()).hasSize(a.completionTokens()));
    }

    @Test
    void shouldShareOutByLengthWhatLogprobsDoNotExplain() throws Exception {
        SeveralAnswersApi api = new SeveralAnswersApi(Manner.TAKES);
        List<Completion> answers = completions(ask(api, "silent", 2));

        // 3 and 4 words, 3 tokens more; texts of 17 and 21 characters.
        assertThat(answers).extracting(Completion::completionTokens).containsExactly(4, 6);
        assertThat(api.completionTokens()).isEqualTo(10);
    }

    @Test
    void shouldSendNoNumberForOneSample() throws Exception {
        SeveralAnswersApi api = new SeveralAnswersApi(Manner.TAKES);
        ask(api, "plain", 1);

        assertThat(api.asked()).containsExactly(new Asked("plain", 0));
    }

    @Test
    void shouldLetEachAnswerEndInItsOwnWay() throws Exception {
        SeveralAnswersApi api = new SeveralAnswersApi(Manner.TAKES);
        List<Outcome> outcomes = ask(api, "mixed", 4);

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Answered.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Truncated.class);
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes).hasSize(4);
    }

    @Test
    void shouldLeaveOutWhatIsMoreAndStillCountIt() throws Exception {
        SeveralAnswersApi api = new SeveralAnswersApi(Manner.GIVES_ONE_MORE);
        List<Completion> answers = completions(ask(api, "plain", 2));

        assertThat(answers).hasSize(2);
        assertThat(answers.stream().mapToLong(Completion::completionTokens).sum())
                .as("the third one is billed too")
                .isEqualTo(api.completionTokens());
    }

    @Test
    void shouldTakeTheOneAnswerOfAServerThatKnowsNoNumber() throws Exception {
        List<Outcome> outcomes = ask(new SeveralAnswersApi(Manner.IGNORES), "plain", 3);

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Answered.class);
        assertThat(outcomes.subList(1, 3)).allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Apart.class));
    }

    @Test
    void shouldAskAgainOnlyForTheAnswerThatWasGivenUp() throws Exception {
        String reply = """
                {"choices": [{"message": {"content": "one"}, "finish_reason": "abort"},
                 {"message": {"content": "two"}, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 9, "completion_tokens": 7}}""";
        try (FaultyServer server = FaultyServer.that(FaultyServer.answer(reply))) {
            List<Outcome> outcomes = ask(server, "plain", 2);

            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Retry.class);
            Completion second = ((Outcome.Answered) outcomes.get(1)).completion();
            assertThat(second.promptTokens()).isEqualTo(9);
            assertThat(second.completionTokens()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"message\": \"Only one completion choice is allowed\"}}",
                "{\"error\": {\"message\": \"Invalid value\", \"param\": \"n\"}}",
                "{\"object\": \"error\", \"message\": \"n must be 1 when using greedy sampling, got 4.\"}",
                "{\"error\": \"Invalid n value (currently only n = 1 is supported)\"}",
                "{\"error\": {\"message\": \"'n' : number must be at most 1\"}}",
                "{\"detail\": [{\"loc\": [\"body\", \"n\"], \"msg\": \"Input should be less than or equal to 1\"}]}",
                "{\"error\": \"num_return_sequences has to be 1\"}",
                "{\"error\": \"Multiple choices are not supported\"}"
            })
    void shouldTakeComplaintsAboutTheNumberAsTheWishToBeAskedOneByOne(String body) throws Exception {
        try (FaultyServer server = FaultyServer.that(FaultyServer.status(400, body))) {
            assertThat(ask(server, "plain", 2))
                    .hasSize(2)
                    .allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Apart.class));
            assertThat(ask(server, "plain", 1).get(0)).isInstanceOf(Outcome.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"message\": \"This model's maximum context length is 4096 tokens\"}}",
                "{\"error\": {\"message\": \"Invalid value: n must be\", \"param\": \"temperature\"}}",
                "{\"error\": {\"message\": \"Unknown field 'not'\"}}",
                ""
            })
    void shouldNotMistakeOtherRefusals(String body) throws Exception {
        try (FaultyServer server = FaultyServer.that(FaultyServer.status(400, body))) {
            assertThat(ask(server, "plain", 2))
                    .hasSize(2)
                    .allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Failed.class));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"TAKES", "IGNORES", "REFUSES"})
    void shouldTellTheDoctorWhatBecomesOfTheNumber(Manner manner) {
        SeveralAnswersApi api = new SeveralAnswersApi(manner);
        try (FaultyServer server = FaultyServer.that(api)) {
            TeacherConfig config = TeacherConfigs.at(Endpoints.at(server.url()));
            boolean takes = manner == Manner.TAKES;

            String key = "teachers.tested.samples-a-request";
            assertThat(found(TeacherConfigs.sampled(config, 3)))
                    .contains(takes ? key + " = 3 a question's prompt is paid once" : "gives one answer a request");
            List<Finding> findings =
                    TeacherProbe.of(TeacherConfigs.sampled(config, 3).withSamplesARequest(3), true, Map.of());
            assertThat(findings.stream().filter(f -> f.fix().equals("Set " + key + " = 1")))
                    .hasSize(takes ? 0 : 1);
            assertThat(found(config)).as("one sample").doesNotContain("answers in one request");
        }
    }

    private static String found(TeacherConfig config) {
        return TeacherProbe.of(config, true, Map.of()).toString();
    }

    @Test
    void shouldRefuseAnExtraBodyThatWouldReplaceTheNumber() {
        TeacherConfig config = TeacherConfigs.at(Endpoints.extra("http://127.0.0.1:1/v1", "{\"n\": null}"))
                .withSamplesARequest(4);

        assertThatThrownBy(() -> new HttpTeacher(config, Map.of()).close())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("teachers.tested.endpoint.extra-body.n");
    }
}
