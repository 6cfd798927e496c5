package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A student of several tasks, from its training to its answers: nobody says by hand how it has to be asked. */
class PrefixedStudentTest extends TrainedRun {
    private static final String STAGE = "step-by-step-tasks";

    @Test
    void shouldBeAskedAsItWasTrainedByWhoeverTakesItsFolder() throws IOException {
        pipeline("train.method=step-by-step", "train.method-teacher=ada").train();

        assertThat(new ObjectMapper()
                        .readTree(model(STAGE).resolve("twt-stage.json").toFile())
                        .path("promptPrefixes")
                        .toString())
                .isEqualTo("[\"[label] \",\"[rationale] \"]");
        assertThat(folder.resolve("ws/students/small/README.md"))
                .content()
                .contains("ask it with `[label] ` before the prompt", "put the first there by themselves");

        Path bare = copyWithoutMark(model(STAGE), folder.resolve("bare"));
        err = new Captured();
        pipeline(
                        "evaluate.answerers=[" + STAGE + ", own, bare]",
                        "evaluate.models.own.model=" + model(STAGE),
                        "evaluate.models.bare.model=" + bare,
                        "evaluate.short-prompts=[own, bare]")
                .evaluate();

        assertThat(judged(STAGE, "answer")).isEqualTo(ANSWERS);
        assertThat(judged("own", "answer")).isEqualTo(ANSWERS);
        assertThat(promptTokens("own")).isEqualTo(promptTokens(STAGE));
        assertThat(promptTokens("own"))
                .isEqualTo(promptTokens("bare").stream()
                        .map(tokens -> tokens + "[label] ".length())
                        .toList());
        assertThat(err.text().lines().filter(line -> line.contains("before each prompt")))
                .containsExactlyInAnyOrder(
                        STAGE + " is asked with `[label] ` before each prompt, as it was trained: its folder says so",
                        "own is asked with `[label] ` before each prompt, as it was trained: its folder says so");
    }

    private List<Integer> promptTokens(String teacher) {
        return spark
                .read()
                .parquet(folder.resolve("ws/responses").toString())
                .where("teacher = '" + teacher + "'")
                .orderBy("question_id")
                .select("prompt_tokens")
                .collectAsList()
                .stream()
                .map(row -> row.getInt(0))
                .toList();
    }

    private static Path copyWithoutMark(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("twt-stage.json")) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        return to;
    }
}
