package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Methods that choose other answers than selection have a compressed stage by the same rule, without asking anybody. */
class MethodStagesIT extends CompressRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private void trained(String method, String... sets) throws IOException {
        Files.writeString(folder.resolve("train.sh"), "cp $TWT_TRAIN_FILE $TWT_MODEL_OUT/train");
        Stream<String> all = Stream.of(
                "train.method",
                method,
                "train.name",
                method,
                "train.command",
                "[sh, \"" + folder.resolve("train.sh") + "\"]",
                "train.base-model",
                "base",
                "train.stages",
                "[full, compressed, free]");
        pipeline(Stream.concat(all, Stream.of(sets)).toArray(String[]::new)).train();
    }

    /** Prompts and completions. */
    private List<String> learned(String method, String stage) throws IOException {
        Path model = workspace("students").resolve(method).resolve(stage).resolve("model/train");
        List<String> learned = new ArrayList<>();
        for (String line : Files.readAllLines(model)) {
            JsonNode example = JSON.readTree(line);
            learned.add(example.path("question_id").asText() + " "
                    + example.at("/completion/0/content").asText());
        }
        return learned.stream().sorted().toList();
    }

    @Test
    void shouldShortenByTheSameRuleAsTheStagesOfSelection() throws IOException {
        select("split.held-out", "0");
        pipeline("compress.by", "steps", "split.held-out", "0").compress();
        trained("twt", "split.held-out", "0");
        for (String method : List.of("single-teacher", "without-dcrs")) {
            trained(method, "split.held-out", "0", "compress.by", "steps");
            // One teacher, and every answer kept: whoever chooses, it is the same set.
            for (String stage : List.of("full", "compressed", "free")) {
                assertThat(learned(method, method + "-" + stage))
                        .as(method + " " + stage)
                        .hasSize(QUESTIONS)
                        .isEqualTo(learned("twt", stage));
            }
        }
        assertThat(learned("twt", "compressed")).isNotEqualTo(learned("twt", "full"));
        assertThat(api.rewrites()).isEmpty();
    }

    @Test
    void shouldShortenTheAnswersOfTheTeacherThatIsNamed() throws IOException {
        String[] both = {"teachers.bob.model", "bob", "split.held-out", "0"};
        select(both);
        trained(
                "single-teacher",
                "teachers.bob.model",
                "bob",
                "split.held-out",
                "0",
                "compress.by",
                "sentences",
                "compress.budgets",
                "[0.8]",
                "train.method-teacher",
                "bob");

        assertThat(learned("single-teacher", "single-teacher-full"))
                .hasSize(QUESTIONS)
                .allMatch(text -> text.contains("says bob"));
        assertThat(learned("single-teacher", "single-teacher-compressed"))
                .hasSize(QUESTIONS)
                .noneMatch(text -> text.contains("says"))
                .allMatch(text -> text.contains("We have the number") && text.contains("The answer is"));
    }

    @Test
    void shouldSayWhatAStageTakesThatItCannotMake() {
        select();

        assertThatThrownBy(() -> trained("without-dcrs"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no set for stage compressed: teachers rewrite")
                .hasMessageContaining("compress.by = steps");
        assertThatThrownBy(() -> trained("without-dcrs", "compress.by", "steps", "compress.budgets", "[]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("compress.budgets has none for it");
        assertThat(workspace("students")).doesNotExist();
    }
}
