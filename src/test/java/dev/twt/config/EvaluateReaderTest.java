package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateReaderTest {
    private static final String TEACHER =
            "teachers.ada { backend = openai, model = a, endpoint.urls = \"http://127.0.0.1:1/v1\" }\n";

    @TempDir
    Path folder;

    private Written written(String block) {
        return Written.in(folder, "workspace = w\nquestions = q.jsonl\n" + TEACHER + "evaluate { " + block + " }");
    }

    private EvaluateConfig read(String block) {
        return written(block).run().evaluate();
    }

    @Test
    void shouldMeasureNobodyByDefault() {
        EvaluateConfig evaluate = read("");

        assertThat(evaluate.wanted()).isFalse();
        assertThat(evaluate)
                .isEqualTo(new EvaluateConfig(
                        new QuestionsConfig(List.of(), DataFormat.AUTO, Map.of(), 0, ""),
                        List.of(),
                        List.of(),
                        List.of(),
                        1,
                        0,
                        512,
                        List.of(),
                        Map.of(),
                        10_000));
    }

    @Test
    void shouldTakeAPathForTheBlockOfQuestions() {
        assertThat(read("questions = test.jsonl, answerers = ada").wanted()).isTrue();
        assertThat(read("questions = [a, b]").questions().paths()).containsExactly("a", "b");
        assertThat(read("questions { paths = a, limit = 5, fields.gold = right }")
                        .questions())
                .isEqualTo(new QuestionsConfig(List.of("a"), DataFormat.AUTO, Map.of("gold", "right"), 5, ""));
        assertThat(written("questions { paths = a, limit = 5 }")
                        .set("evaluate.questions", "b")
                        .run()
                        .evaluate()
                        .questions())
                .isEqualTo(new QuestionsConfig(List.of("b"), DataFormat.AUTO, Map.of(), 5, ""));
    }

    @Test
    void shouldReadModelsAsTeachersWithTheirDefaults() {
        EvaluateConfig evaluate = Written.in(
                        folder,
                        "workspace = w\nquestions = q.jsonl\nteacher-defaults.sampling.max-tokens = 77\n" + TEACHER
                                + "evaluate { models { base { model = m.gguf }, hot = ${teachers.ada} { samples = 4,"
                                + " sampling.temperature = 1 } }, short-prompts = [base, ada] }")
                .run()
                .evaluate();

        assertThat(evaluate.models())
                .extracting(
                        TeacherConfig::name,
                        TeacherConfig::backend,
                        TeacherConfig::samples,
                        model -> model.sampling().maxTokens())
                .containsExactlyInAnyOrder(tuple("base", "in-jvm", 1, 77), tuple("hot", "openai", 4, 77));
        assertThat(evaluate.shortPrompts()).containsExactly("base", "ada");
    }

    @Test
    void shouldNeedNoQuestionsOfTheRunWhereThereIsNothingButEvaluation() {
        RunConfig run = Written.in(folder, "workspace = w\n" + TEACHER + "evaluate.questions = test.jsonl")
                .run();
        assertThat(run.questions().paths()).isEmpty();
        assertThat(Written.in(folder, "workspace = w\n" + TEACHER).problem().where())
                .contains("questions.paths");
    }

    @Test
    void shouldGroupSeeds() {
        assertThat(read("groups { twt = [\"twt-1/free\", \"twt-2/free\"], \"by hand\" = [a, b] }")
                        .groups())
                .containsEntry("twt", List.of("twt-1/free", "twt-2/free"))
                .containsEntry("by hand", List.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "samples = 3                       | evaluate.samples       | the same answer 3 times",
                "answerers = [a, a]                | evaluate.answerers     | named twice",
                "short-prompts = [adda]            | evaluate.short-prompts | Did you mean ada?",
                "models { ada { model = m.gguf } } | evaluate.models.ada    | a teacher is named ada already",
                "models { b { model = m, slot = 1 } } | evaluate.models.b      | Did you mean",
                "models { b { samples = 1 } }      | evaluate.models.b      | model",
                "groups { twt = [a] }              | evaluate.groups.twt    | one answerer is no group",
                "resamples = 10                    | evaluate.resamples     | from 100",
                "questions { patsh = a }           | evaluate.questions     | Did you mean",
                "questions.fields.glod = a         | evaluate.questions     | no column glod"
            })
    void shouldRefuse(String block, String where, String words) {
        Problem problem = written(block).problem();
        assertThat(problem.where()).contains(where);
        assertThat(problem.toString()).contains(words);
    }
}
