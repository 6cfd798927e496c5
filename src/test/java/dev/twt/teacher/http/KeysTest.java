package dev.twt.teacher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    Path folder;

    static TeacherConfig teacher(String variable, String file, Map<String, String> headers) {
        EndpointConfig endpoint = new EndpointConfig(
                List.of("http://127.0.0.1/v1"),
                "openai",
                "",
                variable,
                file,
                headers,
                "max_tokens",
                true,
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        return new TeacherConfig(
                "tested",
                "openai",
                "m",
                "",
                "",
                PromptStyle.AUTO,
                0,
                1,
                new SamplingConfig(0, 1, 16, List.of()),
                1,
                1,
                "float32",
                "",
                new PriceConfig(0, 0),
                endpoint,
                LaunchConfig.none(),
                LimitsConfig.none(),
                RetryConfig.standard(),
                "");
    }

    private static String bearer(TeacherConfig teacher, Map<String, String> environment) {
        return Keys.of(teacher, environment).headers().get("Authorization");
    }

    @Test
    void shouldReadAVariable() {
        assertThat(bearer(teacher("A_KEY", "", Map.of()), Map.of("A_KEY", " abc-123 \n")))
                .isEqualTo("Bearer abc-123");
    }

    @Test
    void shouldReadAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "abc-123\n");

        assertThat(bearer(teacher("", file.toString(), Map.of()), Map.of())).isEqualTo("Bearer abc-123");
    }

    @Test
    void shouldSendNothingWhereNothingIsNamed() {
        assertThat(Keys.of(teacher("", "", Map.of()), Map.of()).headers()).isEmpty();
    }

    @Test
    void shouldNameTheVariableThatIsAbsentOrEmpty() {
        assertThatThrownBy(() -> bearer(teacher("A_KEY", "", Map.of()), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("teachers.tested.endpoint")
                .hasMessageContaining("A_KEY");
        assertThatThrownBy(() -> bearer(teacher("A_KEY", "", Map.of()), Map.of("A_KEY", "  ")))
                .isInstanceOf(UserException.class);
    }

    @Test
    void shouldNameTheFileThatIsAbsent() {
        assertThatThrownBy(() -> bearer(teacher("", "nowhere/key", Map.of()), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nowhere/key");
    }

    @Test
    void shouldNameTheHeaderWithoutAValue() {
        assertThatThrownBy(() -> Keys.of(teacher("", "", Map.of("X-Org", "ORG")), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("headers.X-Org")
                .hasMessageContaining("ORG");
    }

    @Test
    void shouldRefuseTwoPlaces() {
        assertThatThrownBy(() -> bearer(teacher("A_KEY", "file", Map.of()), Map.of("A_KEY", "x")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("both");
    }

    @Test
    void shouldRefuseAKeyOfTwoLinesWithoutShowingIt() {
        assertThatThrownBy(() -> bearer(teacher("A_KEY", "", Map.of()), Map.of("A_KEY", "abc-123\ndef-456")))
                .isInstanceOf(UserException.class)
                .hasMessageNotContaining("abc-123")
                .hasMessageNotContaining("def-456");
    }

    @Test
    void shouldRefuseAHeaderThatCannotBeSet() {
        assertThatThrownBy(() -> Keys.of(teacher("", "", Map.of("Host", "HOST")), Map.of("HOST", "h-value")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("headers.Host")
                .hasMessageNotContaining("h-value");
    }

    @Test
    void shouldHandOverWhatAnotherMachineHas() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "from-file");
        TeacherConfig byFile = teacher("", file.toString(), Map.of());
        TeacherConfig byVariable = teacher("KEYS_TEST_HANDED", "", Map.of("X-Org", "KEYS_TEST_ORG"));
        TeacherConfig absent = teacher("KEYS_TEST_ABSENT", "", Map.of());
        Map<String, String> collected = Keys.collect(
                List.of(byFile, byVariable, absent),
                Map.of("KEYS_TEST_HANDED", "from-driver", "KEYS_TEST_ORG", "org", "UNRELATED", "x"));
        Files.delete(file);

        Keys.handOver(collected);

        assertThat(collected).hasSize(3);
        assertThat(bearer(byFile, Map.of())).isEqualTo("Bearer from-file");
        assertThat(bearer(byVariable, Map.of())).isEqualTo("Bearer from-driver");
        assertThat(Keys.of(byVariable, Map.of()).headers()).containsEntry("X-Org", "org");
        assertThat(bearer(byVariable, Map.of("KEYS_TEST_HANDED", "own", "KEYS_TEST_ORG", "org")))
                .as("this machine's own value first")
                .isEqualTo("Bearer own");
    }

    @Test
    void shouldNotShowThem() {
        Keys keys = Keys.of(
                teacher("A_KEY", "", Map.of("X-Org", "ORG")), Map.of("A_KEY", "abc-123", "ORG", "organisation"));

        assertThat(keys.toString()).doesNotContain("abc-123", "organisation");
        assertThat(new ErrorText(keys)
                        .of("abc-123 of organisation, bearer xyz; Incorrect key sk-proj-****1234", List.of()))
                .isEqualTo("(key) of (key), Bearer (key); Incorrect key (key)");
    }

    @Test
    void shouldHideWhatIsQuotedOfThePrompt() {
        ErrorText errors = new ErrorText(Keys.of(teacher("", "", Map.of()), Map.of()));

        assertThat(errors.of("bad input 'How many\napples does A", List.of("Q: How many apples does Ann have?")))
                .isEqualTo("bad input '(prompt)");
        assertThat(errors.of("bad input apples!", List.of("apples"))).isEqualTo("bad input (prompt)!");
        assertThat(errors.of("x".repeat(1000), List.of())).hasSize(300);
    }
}
