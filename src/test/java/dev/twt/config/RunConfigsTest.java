package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigsTest {
    @TempDir
    Path folder;

    @Test
    void shouldFillEverythingFromTheReferenceWhenOnlyTheLeastIsGiven() {
        RunConfig run = Written.in(folder, Written.LEAST).run();

        assertThat(run.workspace()).isEqualTo("ws");
        assertThat(run.strict()).isFalse();
        assertThat(run.seed()).isEqualTo(42);
        assertThat(run.questions())
                .isEqualTo(new QuestionsConfig(List.of("q.jsonl"), DataFormat.AUTO, Map.of(), 0, ""));
        assertThat(run.task()).isEqualTo(new TaskConfig("text", Duration.ofSeconds(2)));
        assertThat(run.teachers()).isEmpty();
        assertThat(run.imports()).isEmpty();
        assertThat(run.generation()).isEqualTo(new GenerationConfig(0, 64, Duration.ofSeconds(15), 0.5, true, false));
        assertThat(run.embedding()).isEqualTo(new EmbeddingConfig("minilm", "", 256, 8));
        assertThat(run.spark()).isEqualTo(new SparkConfig("local[*]", "twt", Map.of()));
    }

    @Test
    void shouldFillATeacherFromTheDefaultsOfTheReference() {
        RunConfig run = Written.in(folder, Written.LEAST + "teachers.small.model = m.gguf")
                .run();

        assertThat(run.teachers())
                .containsExactly(new TeacherConfig(
                        "small",
                        "in-jvm",
                        "m.gguf",
                        "",
                        "",
                        PromptStyle.AUTO,
                        0,
                        1,
                        new SamplingConfig(0, 1, 512, List.of()),
                        1,
                        8,
                        "float32",
                        "",
                        new PriceConfig(0, 0),
                        EndpointConfig.none(),
                        LaunchConfig.none(),
                        LimitsConfig.none(),
                        RetryConfig.standard(),
                        ""));
    }

    @Test
    void shouldReadEveryKeyOfATeacher() {
        String sum = "0123456789ABCDEF".repeat(4);
        RunConfig run = Written.in(folder, Written.LEAST + """
                                teachers.big {
                                  backend = replay
                                  model = answers.jsonl
                                  sha256 = %s
                                  revision = r2
                                  prompt = plain
                                  examples = 3
                                  samples = 4
                                  sampling { temperature = 0.7, top-p = 0.9, max-tokens = 99, stop = ["Q:", "###"] }
                                  weight = 2.5
                                  slots = 16
                                  dtype = bfloat16
                                  chat-template = t.jinja
                                  price { input = 0.15, output = 0.6 }
                                  licence = MIT
                                }
                                """.formatted(sum)).run();

        assertThat(run.teachers())
                .containsExactly(new TeacherConfig(
                        "big",
                        "replay",
                        "answers.jsonl",
                        sum.toLowerCase(java.util.Locale.ROOT),
                        "r2",
                        PromptStyle.PLAIN,
                        3,
                        4,
                        new SamplingConfig(0.7, 0.9, 99, List.of("Q:", "###")),
                        2.5,
                        16,
                        "bfloat16",
                        "t.jinja",
                        new PriceConfig(0.15, 0.6),
                        EndpointConfig.none(),
                        LaunchConfig.none(),
                        LimitsConfig.none(),
                        RetryConfig.standard(),
                        "MIT"));
    }

    @Test
    void shouldLetTheUsersTeacherDefaultsHoldForTeachersThatSayNothing() {
        RunConfig run = Written.in(folder, Written.LEAST + """
                                teacher-defaults { sampling.max-tokens = 100, examples = 2 }
                                teachers { a { model = x }, b { model = y, examples = 0 } }
                                """).run();

        assertThat(run.teachers()).extracting(TeacherConfig::examples).containsExactly(2, 0);
        assertThat(run.teachers()).extracting(t -> t.sampling().maxTokens()).containsExactly(100, 100);
    }

    @Test
    void shouldKeepTeachersInTheOrderOfTheirLines() {
        RunConfig run = Written.in(folder, Written.LEAST + """
                                teachers {
                                  zeta { model = 1 }
                                  mid.model = 2
                                  alpha {
                                    model = ${?M}
                                  }
                                  "gpt-4.1" { model = 4 }
                                  beta { model = 5 }
                                }
                                teachers.zeta.licence = MIT
                                """)
                .environment("M", "3")
                .set("teachers.alpha.slots", "2")
                .set("teachers.last.model", "6")
                .run();

        assertThat(run.teachers())
                .extracting(TeacherConfig::name)
                .containsExactly("zeta", "mid", "alpha", "gpt-4.1", "beta", "last");
    }

    @Test
    void shouldReadImportsInOrderWithTheirDefaults() {
        RunConfig run = Written.in(folder, Written.LEAST + """
                                import-defaults.join = question
                                import.sources = [
                                  { path = "z/*.jsonl", teacher = t1, fields { text = "generation[*]", gold = label } }
                                  { path = a.parquet, teacher = t2, format = openai-batch, join = id, cut-at = "Q:" }
                                ]
                                """).run();

        assertThat(run.imports())
                .containsExactly(
                        new ImportSource(
                                "z/*.jsonl",
                                DataFormat.AUTO,
                                "t1",
                                "",
                                Map.of("text", "generation[*]", "gold", "label"),
                                "question",
                                "",
                                ""),
                        new ImportSource("a.parquet", DataFormat.OPENAI_BATCH, "t2", "", Map.of(), "id", "Q:", ""));
    }

    @Test
    void shouldNeedNoQuestionsWhereEveryImportBringsItsOwn() {
        RunConfig run = Written.in(folder, """
                        workspace = ws
                        import.sources = [ { path = a, teacher = t, join = none } ]
                        """).run();

        assertThat(run.questions().paths()).isEmpty();
    }

    @Test
    void shouldTakeAPlainTextOrListAsQuestionPaths() {
        assertThat(Written.in(folder, "workspace = w\nquestions = [a, b]")
                        .run()
                        .questions()
                        .paths())
                .containsExactly("a", "b");
        assertThat(Written.in(folder, "workspace = w\nquestions.paths = a")
                        .run()
                        .questions()
                        .paths())
                .containsExactly("a");
        assertThat(Written.in(folder, "workspace = w\nquestions = ${Q}")
                        .environment("Q", "e.jsonl")
                        .run()
                        .questions()
                        .paths())
                .containsExactly("e.jsonl");
    }

    @Test
    void shouldPutSettingsOverTheFileAndKeepTheRestOfTheBlock() {
        QuestionsConfig questions = Written.in(
                        folder, "workspace = w\nquestions { paths = a, limit = 5, fields.question = q }")
                .set("questions", "other.jsonl")
                .set("questions.licence", "CC0: see # file")
                .run()
                .questions();

        assertThat(questions)
                .isEqualTo(new QuestionsConfig(
                        List.of("other.jsonl"), DataFormat.AUTO, Map.of("question", "q"), 5, "CC0: see # file"));
    }

    @Test
    void shouldUseThePaperPresetUnlessToldOtherwise() {
        SelectionConfig selection = Written.in(folder, Written.LEAST).run().selection();

        assertThat(selection)
                .isEqualTo(new SelectionConfig(
                        "paper",
                        new QualityConfig(0.95, 1, 0, 0, 0, "reject"),
                        new DiversityConfig("least-similar-pair", "embedding", "any", 2, "keep"),
                        false,
                        64));
    }

    @Test
    void shouldLetTheUsersOwnKeysWinOverThePreset() {
        SelectionConfig selection = Written.in(
                        folder,
                        Written.LEAST
                                + "selection { preset = paper, quality.agreement = 0.5, diversity.single = drop }")
                .run()
                .selection();

        assertThat(selection.quality()).isEqualTo(new QualityConfig(0.95, 1, 0, 0.5, 0, "reject"));
        assertThat(selection.diversity())
                .isEqualTo(new DiversityConfig("least-similar-pair", "embedding", "any", 2, "drop"));
    }

    @Test
    void shouldUseTheDocumentedWeightsOfTheCustomPreset() {
        SelectionConfig selection = Written.in(folder, Written.LEAST)
                .set("selection.preset", "custom")
                .run()
                .selection();

        assertThat(selection.quality()).isEqualTo(new QualityConfig(0.5, 1, 1, 1, 0, "ignore"));
    }

    @Test
    void shouldPutSparkSettingsTogetherFromNestedKeys() {
        SparkConfig spark = Written.in(folder, Written.LEAST + """
                                spark.conf {
                                  spark.sql.shuffle.partitions = 4
                                  "spark.sql.catalog.x" = org.Some
                                  "spark.sql.catalog.x.type" = hive
                                  spark.ui.enabled = false
                                }
                                """).run().spark();

        assertThat(spark.conf())
                .isEqualTo(Map.of(
                        "spark.sql.shuffle.partitions", "4",
                        "spark.sql.catalog.x", "org.Some",
                        "spark.sql.catalog.x.type", "hive",
                        "spark.ui.enabled", "false"));
    }

    @Test
    void shouldReadAnIncludedFileBesideTheFile() throws Exception {
        Files.writeString(folder.resolve("teachers.conf"), "teachers.a.model = x\n");

        RunConfig run = Written.in(folder, "include \"teachers.conf\"\n" + Written.LEAST)
                .run();

        assertThat(run.teachers()).extracting(TeacherConfig::model).containsExactly("x");
    }

    @Test
    void shouldNotTakeEnvironmentVariablesThatTheFileDoesNotAskFor() {
        RunConfig run = Written.in(folder, Written.LEAST)
                .environment("seed", "9")
                .environment("teachers", "x")
                .environment("PATH", "x")
                .run();

        assertThat(run.seed()).isEqualTo(42);
        assertThat(run.teachers()).isEmpty();
    }

    @Test
    void shouldLeaveOutAnOptionalVariableThatIsAbsent() {
        String text = Written.LEAST + "seed = 7\nseed = ${?SEED}\n";

        assertThat(Written.in(folder, text).run().seed()).isEqualTo(7);
        assertThat(Written.in(folder, text).environment("SEED", "8").run().seed())
                .isEqualTo(8);
    }

    @Test
    void shouldReadTheExampleThatTheProjectShips() {
        RunConfig run = RunConfigs.read(Path.of("conf", "example.conf"), Map.of());

        assertThat(run.teachers()).hasSizeGreaterThanOrEqualTo(2);
    }
}
