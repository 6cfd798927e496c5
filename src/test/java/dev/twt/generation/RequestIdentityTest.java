package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.task.Exemplar;
import dev.twt.task.Prompt;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestIdentityTest {
    private static final List<ChatMessage> MESSAGES =
            PromptMessages.of(new Prompt("Think.", List.of(new Exemplar("1+1?", "2")), "3+4?"));

    private static TeacherConfig with(String model, SamplingConfig sampling, int slots, double weight) {
        return new TeacherConfig(
                "ada",
                "in-jvm",
                model,
                "",
                "r1",
                PromptStyle.CHAT,
                1,
                1,
                sampling,
                weight,
                slots,
                "float32",
                "",
                new PriceConfig(1, 1),
                EndpointConfig.none(),
                LaunchConfig.none(),
                LimitsConfig.none(),
                RetryConfig.standard(),
                "");
    }

    private static String id(TeacherConfig teacher, int sample) {
        return RequestIdentity.of(teacher, MESSAGES, sample, "full", 0);
    }

    @Test
    void shouldStayTheSameFromReleaseToRelease() {
        // A change here asks every recorded request of every workspace again: raise TEMPLATE_VERSION knowingly.
        assertThat(id(with("models/ada.gguf", Samples.SAMPLING, 4, 1), 0))
                .isEqualTo("8addcb71a1c0037869217dd040248d354ed491b52f1d7aac0e37697ee6f92aaf");
    }

    @Test
    void shouldGiveSamplesTheIdentitiesTheyHaveAlone() {
        TeacherConfig teacher = with("models/ada.gguf", Samples.SAMPLING, 4, 1);
        List<ChatMessage> mean =
                List.of(new ChatMessage("user", "Say \\\",\"sample\":0,\"sampling\":\" and \\\\\",\"sample\":0"));
        for (List<ChatMessage> messages : List.of(MESSAGES, mean)) {
            List<String> alone = IntStream.range(0, 12)
                    .mapToObj(sample -> RequestIdentity.of(teacher, messages, sample, "full", 0))
                    .toList();
            assertThat(RequestIdentity.ofSamples(teacher, messages, 12, "full", 0))
                    .isEqualTo(alone)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldBeAnotherInEachRoundAndAtEachTemperature() {
        TeacherConfig teacher = with("models/ada.gguf", Samples.SAMPLING, 4, 1);
        TeacherConfig hotter = teacher.asked(4, teacher.sampling().temperature() + 0.5);
        List<String> first = RequestIdentity.ofSamples(teacher, MESSAGES, 4, "full", 0);
        List<String> second = RequestIdentity.ofSamples(teacher, MESSAGES, 4, "full", 1);

        assertThat(first).doesNotContainAnyElementsOf(second);
        assertThat(second).doesNotContainAnyElementsOf(RequestIdentity.ofSamples(hotter, MESSAGES, 4, "full", 1));
        assertThat(RequestIdentity.ofSamples(
                        teacher.asked(9, teacher.sampling().temperature()), MESSAGES, 2, "full", 1))
                .as("the number of samples only says how many there are")
                .isEqualTo(second.subList(0, 2));
    }

    @Test
    void shouldNotDependOnWhereOrHowFastItIsAsked() {
        assertThat(id(with("/elsewhere/ada.gguf", Samples.SAMPLING, 32, 2), 0))
                .isEqualTo(id(with("models/ada.gguf", Samples.SAMPLING, 4, 1), 0));
        TeacherConfig together = with("models/ada.gguf", Samples.SAMPLING, 4, 1).withSamplesARequest(8);
        assertThat(id(together, 3)).isEqualTo(id(with("models/ada.gguf", Samples.SAMPLING, 4, 1), 3));
    }

    @Test
    void shouldDifferWithAllThatChangesTheAnswer() {
        String base = id(with("ada.gguf", Samples.SAMPLING, 4, 1), 0);
        assertThat(List.of(
                        id(with("ada.gguf", Samples.SAMPLING, 4, 1), 1),
                        id(with("bob.gguf", Samples.SAMPLING, 4, 1), 0),
                        id(with("ada.gguf", new SamplingConfig(0.8, 0.95, 256, List.of("\n\nQ:")), 4, 1), 0),
                        RequestIdentity.of(with("ada.gguf", Samples.SAMPLING, 4, 1), MESSAGES, 0, "student", 0),
                        RequestIdentity.of(with("ada.gguf", Samples.SAMPLING, 4, 1), MESSAGES, 0, "full", 1),
                        RequestIdentity.of(
                                with("ada.gguf", Samples.SAMPLING, 4, 1), MESSAGES.subList(1, 4), 0, "full", 0)))
                .doesNotHaveDuplicates()
                .doesNotContain(base);
    }

    @Test
    void shouldGiveEachRequestItsOwnStableSeed() {
        assertThat(RequestIdentity.seed(7, "a"))
                .isEqualTo(RequestIdentity.seed(7, "a"))
                .isNotNegative();
        assertThat(RequestIdentity.seed(7, "a")).isNotEqualTo(RequestIdentity.seed(7, "b"));
        assertThat(RequestIdentity.seed(8, "a")).isNotEqualTo(RequestIdentity.seed(7, "a"));
    }

    @Test
    void shouldPutInstructionExamplesAndQuestionInOrder() {
        assertThat(MESSAGES)
                .containsExactly(
                        new ChatMessage("system", "Think."),
                        new ChatMessage("user", "1+1?"),
                        new ChatMessage("assistant", "2"),
                        new ChatMessage("user", "3+4?"));
    }
}
