package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sead = 3                                  | sead                            | seed
                    tecahers { a { model = m } }              | tecahers                        | teachers
                    teacher_defaults.slots = 2                | teacher_defaults                | teacher-defaults
                    generation.segmentRows = 5                | generation.segmentRows          | generation.segment-rows
                    threshold = 0.5                           | threshold                       | selection.quality.threshold
                    selection.threshold = 0.5                 | selection.threshold             | selection.quality.threshold
                    selection.quality.treshold = 0.5          | selection.quality.treshold      | selection.quality.threshold
                    teachers.t.modle = m                      | teachers.t.modle                | teachers.t.model
                    teachers.t.temperature = 1                | teachers.t.temperature          | teachers.t.sampling.temperature
                    teachers.t.sampling.max_tokens = 9        | teachers.t.sampling.max_tokens  | teachers.t.sampling.max-tokens
                    teacher-defaults.slot = 2                 | teacher-defaults.slot           | teacher-defaults.slots
                    import.source = []                        | import.source                   | import.sources
                    spark.app_name = x                        | spark.app_name                  | spark.app-name
                    """)
    void shouldNameTheKeyThatWasMeant(String line, String key, String meant) {
        Problem problem = Written.in(folder, Written.LEAST + "teachers.t.model = m\n" + line)
                .problem();

        assertThat(problem.where()).isEqualTo("run.conf:4 " + key);
        assertThat(problem.fix()).startsWith("Did you mean " + meant + "? Known here: ");
    }

    @Test
    void shouldShowTheValueAndTheKnownKeysWhereNothingIsNear() {
        assertThat(Written.in(folder, Written.LEAST + "embedding.pooling = mean")
                        .problem())
                .isEqualTo(new Problem(
                        "run.conf:3 embedding.pooling",
                        "there is no key pooling (set to \"mean\")",
                        "Known here: batch-size, max-tokens, path, source"));
    }

    @Test
    void shouldRefuseUnknownKeysOfImportSources() {
        Problem problem = Written.in(
                        folder,
                        Written.LEAST
                                + "import.sources = [\n {path = a, teacher = t}\n {path = a, teacher = t, cutat = x}]")
                .problem();

        assertThat(problem.where()).isEqualTo("run.conf:5 import.sources[2].cutat");
        assertThat(problem.fix()).startsWith("Did you mean import.sources[2].cut-at?");
    }

    @Test
    void shouldRefuseUnknownKeysOfTheCommandLine() {
        Problem problem = Written.in(folder, Written.LEAST)
                .set("selection.qality.threshold", "0.9")
                .problem();

        assertThat(problem.where()).isEqualTo("--set selection.qality");
        assertThat(problem.fix()).startsWith("Did you mean selection.quality?");
    }

    @Test
    void shouldRefuseUnknownImportColumns() {
        Problem problem = Written.in(
                        folder, Written.LEAST + "import.sources = [{path = a, teacher = t, fields.question-id = x}]")
                .problem();

        assertThat(problem.where()).isEqualTo("run.conf:3 import.sources[1].fields.question-id");
        assertThat(problem.fix()).startsWith("Did you mean question_id?");
    }
}
