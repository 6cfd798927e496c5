package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunConfigProblemsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    seed = abc                                | seed                            | a whole number
                    seed = 1.5                                | seed                            | a whole number
                    strict = maybe                            | strict                          | true or false
                    questions.limit = -1                      | questions.limit                 | of at least 0
                    questions.format = openai-batch           | questions.format                | auto, jsonl, json, parquet
                    questions.format = Parquet                | questions.format                | Did you mean parquet?
                    task.default-type = maths                 | task.default-type               | Did you mean math?
                    task.equivalence-timeout = 3              | task.equivalence-timeout        | with its unit
                    task.equivalence-timeout = 0s             | task.equivalence-timeout        | above 0
                    task.equivalence-timeout = soon           | task.equivalence-timeout        | such as 500ms
                    generation.tasks = -1                     | generation.tasks                | of at least 0
                    generation.segment-rows = 0               | generation.segment-rows         | of at least 1
                    generation.segment-rows = 99999999999     | generation.segment-rows         | whole number
                    generation.segment-interval = -1s         | generation.segment-interval     | above 0
                    generation.max-failure-share = 1.01       | generation.max-failure-share    | at most 1
                    generation.retry-failed = 2               | generation.retry-failed         | true or false
                    teachers.t.backend = in-jwm               | teachers.t.backend              | Did you mean in-jvm?
                    teachers.t.model = ""                     | teachers.t.model                | not empty
                    teachers.t.sha256 = abc                   | teachers.t.sha256               | 64 hexadecimal
                    teachers.t.prompt = chatty                | teachers.t.prompt               | Did you mean chat?
                    teachers.t.examples = -1                  | teachers.t.examples             | of at least 0
                    teachers.t.samples = 0                    | teachers.t.samples              | from 1 to 1000
                    teachers.t.samples-a-request = 0          | teachers.t.samples-a-request    | from 1 to 128
                    teachers.t.samples-a-request = 129        | teachers.t.samples-a-request    | from 1 to 128
                    teachers.t.samples-a-request = 2          | teachers.t.samples-a-request    | only the backends openai and launched
                    teachers.t.retry.hedge-after = -1s        | teachers.t.retry.hedge-after    | or 0s
                    teachers.t.retry.hedge-after = 5          | teachers.t.retry.hedge-after    | with its unit
                    teachers.t.retry.hedge-after = 5s         | teachers.t.retry.hedge-after    | only the backends openai and launched
                    teachers.t.sampling.temperature = -0.1    | teachers.t.sampling.temperature | of at least 0
                    teachers.t.sampling.temperature = NaN     | teachers.t.sampling.temperature | a number
                    teachers.t.sampling.top-p = 0             | teachers.t.sampling.top-p       | above 0 and at most 1
                    teachers.t.sampling.top-p = 1.1           | teachers.t.sampling.top-p       | above 0 and at most 1
                    teachers.t.sampling.max-tokens = 0        | teachers.t.sampling.max-tokens  | of at least 1
                    teachers.t.sampling.stop = { a = 1 }      | teachers.t.sampling.stop        | a list of texts
                    teachers.t.weight = 0                     | teachers.t.weight               | above 0
                    teachers.t.slots = many                   | teachers.t.slots                | from 1 to 4096
                    teachers.t.dtype = float16                | teachers.t.dtype                | float32, bfloat16
                    teachers.t.device = "gpu:x"               | teachers.t.device               | auto (a GPU where
                    teachers.t.price.input = -1               | teachers.t.price.input          | of at least 0
                    teachers.t.price = 3                      | teachers.t.price                | { ... }
                    embedding.source = minilmm                | embedding.source                | Did you mean minilm?
                    embedding.source = column                 | embedding.path                  | request_id and embedding
                    embedding.max-tokens = 0                  | embedding.max-tokens            | of at least 1
                    selection.preset = papre                  | selection.preset                | Did you mean paper?
                    selection.quality.threshold = 1           | selection.quality.threshold     | below 1
                    selection.quality.threshold = -0.1        | selection.quality.threshold     | of at least 0
                    selection.quality.logprob = -1            | selection.quality.logprob       | of at least 0
                    selection.quality.confidence = 0          | selection.quality               | a weight above 0
                    selection.quality.missing = skip          | selection.quality.missing       | reject, ignore
                    selection.diversity.k = 3                 | selection.diversity.k           | farthest-first
                    selection.diversity.k = 17                | selection.diversity.k           | from 1 to 16
                    selection.diversity.method = farthest     | selection.diversity.method      | least-similar-pair
                    selection.diversity.single = dropp        | selection.diversity.single      | Did you mean drop?
                    selection.max-candidates = 1              | selection.max-candidates        | of at least 2
                    code.sandbox = docker                     | code.sandbox                    | auto, bwrap, unshare, off
                    code.python = ""                          | code.python                     | not empty
                    code.wall-limit = 10                      | code.wall-limit                 | with its unit
                    code.memory = 512                         | code.memory                     | with its unit
                    code.memory = 1m                          | code.memory                     | of at least 65536k
                    code.file-size = much                     | code.file-size                  | such as 64m
                    code.processes = 0                        | code.processes                  | from 1 to 4096
                    spark.master = ""                         | spark.master                    | not empty
                    spark.conf.sql.shuffle = 4                | spark.conf.sql.shuffle          | Write spark.sql.shuffle
                    generation = 7                            | generation                      | generation { ... }
                    teachers.t.samples = 2                    | teachers.t.samples              | temperature above 0
                    import.sources = { path = a }             | import.sources                  | [ { ... }, { ... } ]
                    questions.fields.qestion = a              | questions.fields.qestion        | Did you mean question?
                    """)
    void shouldSayWhereTheBadValueIsAndWhatIsAllowed(String line, String key, String allowed) {
        Problem problem = Written.in(folder, Written.LEAST + "teachers.t.model = m\n\n" + line)
                .problem();

        assertThat(problem.where()).isEqualTo("run.conf:5 " + key);
        assertThat(problem.fix()).contains(allowed);
    }

    @Test
    void shouldShowTheOffendingValue() {
        assertThat(Written.in(folder, Written.LEAST + "selection.diversity.k = three")
                        .problem())
                .isEqualTo(new Problem(
                        "run.conf:3 selection.diversity.k",
                        "\"three\" is not allowed here",
                        "Write a whole number from 1 to 16"));
    }

    @Test
    void shouldReportEverythingAtOnceInTheOrderOfTheLines() {
        List<Problem> problems =
                Written.in(folder, """
                        seed = x
                        sead = 3
                        teachers {
                          a { samples = 0, modl = m }
                        }
                        import.sources = [ { path = p }, 7 ]
                        """).set("strict", "perhaps").problems();

        assertThat(problems)
                .extracting(Problem::where)
                .containsExactly(
                        "run.conf:1 seed",
                        "run.conf:2 sead",
                        "run.conf:4 teachers.a.model",
                        "run.conf:4 teachers.a.modl",
                        "run.conf:4 teachers.a.samples",
                        "run.conf:6 import.sources[1].teacher",
                        "run.conf:6 import.sources[2]",
                        "--set strict",
                        "run.conf questions.paths",
                        "run.conf workspace");
    }

    @Test
    void shouldSayWhatAMissingKeyMeans() {
        assertThat(Written.in(folder, "questions = q").problem())
                .isEqualTo(new Problem(
                        "run.conf workspace",
                        "this key has no value",
                        "Set it to a text that is not empty: Folder that receives everything a run leaves: a local"
                                + " path, hdfs:// or s3a://"));
    }

    @Test
    void shouldSayThatAnExplicitNullIsNoValue() {
        Problem problem =
                Written.in(folder, Written.LEAST + "generation.tasks = null").problem();

        assertThat(problem.where()).isEqualTo("run.conf:3 generation.tasks");
        assertThat(problem.what()).isEqualTo("this key has no value");
    }

    @Test
    void shouldNeedQuestionsWhereOneImportJoinsThem() {
        Problem problem = Written.in(folder, """
                        workspace = ws
                        import.sources = [ { path = a, teacher = t, join = none }, { path = b, teacher = t } ]
                        """).problem();

        assertThat(problem.where()).isEqualTo("run.conf questions.paths");
    }

    @ParameterizedTest
    @ValueSource(strings = {"questions = []", "questions.paths = [\"\"]", "questions = \"\""})
    void shouldRefuseAnEmptyListOfQuestions(String line) {
        assertThat(Written.in(folder, "workspace = w\n" + line).problem().where())
                .isEqualTo("run.conf:2 questions.paths");
    }

    @Test
    void shouldMissOnlyThePathsWhereALaterBlockReplacesThePlainText() {
        Problem problem = Written.in(folder, "workspace = w\nquestions = a\nquestions { limit = 5 }")
                .problem();

        assertThat(problem.where()).isEqualTo("run.conf:3 questions.paths");
    }

    @Test
    void shouldReportAWrongTeacherDefaultOnce() {
        Problem problem = Written.in(
                        folder,
                        Written.LEAST + "teacher-defaults.slots = 0\nteachers { a { model = x }, b { model = y } }")
                .problem();

        assertThat(problem.where()).startsWith("run.conf:3 teachers.").endsWith(".slots");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"", "\"../x\"", "\"Qwen/Qwen2\"", "\"-a\"", "\"\""})
    void shouldRefuseTeacherNamesThatCannotStandInRowsAndFolders(String name) {
        Problem problem = Written.in(folder, Written.LEAST + "teachers { " + name + " { model = m } }")
                .problem();

        assertThat(problem.where()).startsWith("run.conf:3 teachers.");
        assertThat(problem.what()).contains("cannot be a teacher's name");
    }

    @Test
    void shouldRefuseTeachersThatDifferInCaseOnly() {
        Problem problem = Written.in(
                        folder, Written.LEAST + "teachers {\n small { model = m }\n Small { model = m }\n}")
                .problem();

        assertThat(problem)
                .isEqualTo(new Problem(
                        "run.conf:5 teachers.Small",
                        "the teachers small and Small differ in case only",
                        "Rename one of them"));
    }

    @Test
    void shouldAllowSeveralSamplesWithATemperatureOrFromAFile() {
        List<Problem> problems = Written.in(folder, Written.LEAST + """
                                teachers {
                                  a { model = m, samples = 3, sampling.temperature = 0.8 }
                                  b { model = m, samples = 3, backend = replay }
                                }
                                """).problems();

        assertThat(problems).isEmpty();
    }

    @Test
    void shouldRefuseSeveralSamplesARequestWhereTheyCannotBe() {
        String served = "teachers.t { model = m, backend = openai, endpoint.urls = \"http://h/v1\", samples = 4,"
                + " sampling.temperature = 1, sampling.max-tokens = 500, samples-a-request = 4%s }";
        assertThat(Written.in(folder, Written.LEAST + served.formatted("")).problems())
                .isEmpty();
        assertThat(Written.in(folder, Written.LEAST + served.formatted(", batch.enabled = true"))
                        .problem()
                        .what())
                .isEqualTo("a batch asks each answer by itself");
        assertThat(Written.in(folder, Written.LEAST + served.formatted(", limits.tokens-per-minute = 1999"))
                        .problem()
                        .what())
                .contains("4 answers of up to 500 tokens");
        assertThat(Written.in(folder, Written.LEAST + served.formatted(", limits.tokens-per-minute = 2000"))
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    price.output = 1                  | has a price
                    price.input = 1                   | has a price
                    price.cached-input = 1            | has a price
                    limits.requests-per-minute = 9000 | has a limit a minute
                    limits.tokens-per-minute = 9000   | has a limit a minute
                    batch.enabled = true              | a batch sends nothing a second time
                    endpoint.timeout = 20s            | it is not below endpoint.timeout
                    """)
    void shouldRefuseSecondSendingsThatNobodyCounts(String line, String what) {
        String own = "teachers.t { model = m, backend = openai, endpoint.urls = \"http://h/v1\","
                + " retry.hedge-after = 20s, %s }";
        Problem problem =
                Written.in(folder, Written.LEAST + own.formatted(line)).problem();

        assertThat(problem.where()).endsWith("teachers.t.retry.hedge-after");
        assertThat(problem.what()).contains(what);
        assertThat(Written.in(folder, Written.LEAST + own.formatted("weight = 1"))
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldReportEveryVariableWithoutAValueAndGoOn() {
        List<Problem> problems = Written.in(folder, """
                        workspace = ${TWT_WS}/run
                        questions = ${TWT_Q}
                        seed = ${TWT_SEED}
                        strict = x
                        """).problems();

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        unset("run.conf:1", "TWT_WS"),
                        unset("run.conf:2", "TWT_Q"),
                        unset("run.conf:3", "TWT_SEED"),
                        new Problem("run.conf:4 strict", "\"x\" is not allowed here", "Write true or false"));
    }

    private static Problem unset(String where, String name) {
        return new Problem(
                where,
                "${" + name + "} has no value",
                "Set the environment variable " + name + ", or write ${?" + name + "} if it may be absent");
    }

    @Test
    void shouldNotShowSecretsOrValuesFromTheEnvironment() {
        List<Problem> problems = Written.in(
                        folder,
                        Written.LEAST
                                + "seed = ${TWT_SEED}\nteachers.t { model = m, api-key = sk-12345 }\nstrict = \"s3a://u:pw@b\"")
                .environment("TWT_SEED", "hunter2")
                .problems();

        assertThat(problems).hasSize(3);
        assertThat(problems.toString()).doesNotContain("hunter2", "sk-12345", "u:pw");
    }
}
