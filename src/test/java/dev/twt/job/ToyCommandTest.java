package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a teacher that sits an exam, all of it very small. */
class ToyCommandTest {
    @TempDir
    Path folder;

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    private int twt(String... args) {
        return Main.execute(args, (config, console) -> new FakePipeline(() -> {}), out.stream(), err.stream());
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void shouldWriteQuestionsAndTests() throws IOException {
        assertThat(twt("toy", "world", "--out", at("w"), "--questions", "20", "--test", "10"))
                .isZero();

        assertThat(Files.readAllLines(folder.resolve("w/questions.jsonl"))).hasSize(20);
        assertThat(Files.readAllLines(folder.resolve("w/test.jsonl")))
                .hasSize(10)
                .doesNotContainAnyElementsOf(Files.readAllLines(folder.resolve("w/questions.jsonl")));
        assertThat(out.text()).contains("20 questions to learn from and 10 others to test with");
    }

    @Test
    void shouldMakeATeacherThatIsAskedAndStatesAConfidence() throws IOException {
        Path config = Files.writeString(folder.resolve("t.conf"), """
                workspace = "%1$s/school"
                questions = q.jsonl
                train {
                  base-model = "%1$s/base", epochs = 2, batch-size = 16, learning-rate = 1e-2
                  jvm { weights = full, samples = 0 }
                }
                """.formatted(folder));
        assertThat(twt("toy", "model", "--out", at("base"), "--layers", "1", "--width", "32"))
                .isZero();
        int code = twt(
                "toy",
                "teacher",
                "--config",
                config.toString(),
                "--operations",
                "1",
                "--lessons",
                "60",
                "--rewrites",
                "3",
                "--out",
                at("ada"));
        assertThat(code).as(err.text()).isZero();

        JsonNode settings =
                new ObjectMapper().readTree(folder.resolve("ada/config.json").toFile());
        assertThat(settings.path("torch_dtype").asText()).isEqualTo("bfloat16");
        assertThat(Files.size(folder.resolve("ada/model.safetensors")))
                .isLessThan(Files.size(folder.resolve("base/model.safetensors")) * 6 / 10);
        List<String> lessons = Files.readAllLines(folder.resolve("school/stage-1/lessons.jsonl"));
        assertThat(lessons).hasSize(60 + 20);
        assertThat(Files.readAllLines(folder.resolve("school/stage-2/lessons.jsonl")))
                .filteredOn(line -> line.contains("nConfidence: 0."))
                .as("what it answered by itself")
                .isNotEmpty()
                .doesNotContainAnyElementsOf(lessons);
        int exam = twt(
                "toy",
                "exam",
                "--operations",
                "1",
                "--test",
                "5",
                "--teacher",
                "ada=" + at("ada"),
                "--student",
                "pupil=" + at("ada"));
        assertThat(exam).as(err.text()).isZero();
        assertThat(out.text())
                .contains("accuracy")
                .containsPattern("ada +[01]\\.\\d{3} +0")
                .containsPattern("pupil +[01]");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(twt("toy")).isEqualTo(ExitCode.USER);
        assertThat(twt("toy", "model", "--out", at("m"), "--width", "40")).isEqualTo(ExitCode.USER);
        assertThat(err.text()).contains("What is to be made", "--width 40", "multiple of 32");
        assertThat(twt("toy", "world", "--out", at("w"), "--operations", "1", "--questions", "5000"))
                .isEqualTo(ExitCode.USER);
        assertThat(err.text()).contains("there are not 5000 different questions");
    }
}
