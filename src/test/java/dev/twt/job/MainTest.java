package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.audit.Severity;
import dev.twt.config.EffectiveConfig;
import dev.twt.config.Problem;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.model.file.ModelException;
import dev.twt.testing.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    Path folder;

    private final Captured out = new Captured();
    private final Captured err = new Captured();
    private final List<EffectiveConfig> configs = new ArrayList<>();
    private final List<Console> consoles = new ArrayList<>();
    private Runnable work = () -> {};
    private FakePipeline pipeline;
    private String config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("run.conf"), "workspace = ws\nquestions = q.jsonl\n")
                .toString();
    }

    private int twt(String... args) {
        return Main.execute(
                args,
                (effective, console) -> {
                    configs.add(effective);
                    consoles.add(console);
                    pipeline = new FakePipeline(work);
                    return pipeline;
                },
                out.stream(),
                err.stream());
    }

    @ParameterizedTest
    @CsvSource({
        "run, run",
        "plan, plan",
        "doctor, doctor",
        "generate, generate",
        "select, select",
        "export, export",
        "compress, compress",
        "evaluate, evaluate",
        "compare, compare[]",
        "audit, audit",
        "train, train",
        "report, report",
        "import, importResponses"
    })
    void shouldRunTheStepAndCloseThePipeline(String command, String call) {
        assertThat(twt(command, "--config", config)).isZero();

        assertThat(pipeline.calls).containsExactly(call, "close");
        assertThat(err.text()).isEmpty();
    }

    @Test
    void shouldTrainAllStudentsOfTheGridWhereTrainIsAskedTo() {
        assertThat(twt("train", "--config", config, "--grid")).isZero();
        assertThat(pipeline.calls).containsExactly("trainGrid", "close");
    }

    @Test
    void shouldOnlyLookWhereSelectIsAskedTo() {
        assertThat(twt("select", "--config", config, "--explain", "q1")).isZero();
        assertThat(pipeline.calls).containsExactly("explain q1", "close");
        assertThat(twt("select", "--config", config, "--sweep", "quality.threshold=0.5..0.9"))
                .isZero();
        assertThat(pipeline.calls).containsExactly("sweep quality.threshold=0.5..0.9", "close");
        assertThat(twt("select", "--config", config, "--sweep", "a=0..1", "--explain", "q1"))
                .isEqualTo(2);
        assertThat(err.text()).contains("--explain").contains("--sweep");
    }

    @Test
    void shouldHandOverConfigAndSettings() {
        twt("plan", "--config", config, "--set", "seed=7", "--set=workspace=a=b", "--set", "seed=8", "--quiet");

        assertThat(configs.get(0).run().seed()).isEqualTo(8);
        assertThat(configs.get(0).run().workspace()).isEqualTo("a=b");
        assertThat(configs.get(0).json()).contains("\"seed\" : 8");
        assertThat(consoles.get(0).quiet()).isTrue();
    }

    @Test
    void shouldReadAConfigurationFromWhereverHadoopReads() {
        String place = "store://here" + config;
        System.setProperty("spark.hadoop." + LocalStore.SETTING, LocalStore.class.getName());
        try {
            assertThat(twt("plan", "--config", place, "--set", "seed=7")).isZero();
            assertThat(twt("plan", "--config", place + "s")).isEqualTo(2);
        } finally {
            System.clearProperty("spark.hadoop." + LocalStore.SETTING);
        }

        assertThat(configs).hasSize(1);
        assertThat(configs.get(0).run().seed()).isEqualTo(7);
        assertThat(configs.get(0).file().name()).isEqualTo(place);
        assertThat(err.text()).contains(place + "s").contains("there is no such config file.");
    }

    @Test
    void shouldTakeTheOptionsOfExportAsKeys() {
        twt("export", "--config", config, "--set", "export.to=a", "--format", "axolotl", "--to", "s3a://b/out");

        assertThat(configs.get(0).run().export().formats()).containsExactly("axolotl");
        assertThat(configs.get(0).run().export().to()).isEqualTo("s3a://b/out");
        assertThat(twt("plan", "--config", config, "--format", "trl")).isEqualTo(2);
    }

    @Test
    void shouldTakeTheOptionsOfEvaluateAsKeys() {
        twt("evaluate", "--config", config, "--answerers", "free,twt-1/free", "--questions", "test.jsonl");

        assertThat(configs.get(0).run().evaluate().answerers()).containsExactly("free", "twt-1/free");
        assertThat(configs.get(0).run().evaluate().questions().paths()).containsExactly("test.jsonl");
    }

    @Test
    void shouldCompareWhomItIsTold() {
        assertThat(twt("compare", "--config", config, "free", "large")).isZero();
        assertThat(pipeline.calls).containsExactly("compare[free, large]", "close");
    }

    @ParameterizedTest
    @CsvSource({"NOTE, 0", "WARNING, 4", "ERROR, 5"})
    void shouldEndByTheWorstThatAnAuditFound(Severity worst, int code) {
        work = () -> pipeline.audited = Optional.of(worst);

        assertThat(twt("audit", "--config", config)).isEqualTo(code);
    }

    @Test
    void shouldLeaveValuesAsTheShellGaveThem() {
        twt("plan", "--config", config, "--set", "workspace=@home", "--set", "questions=[\"a b\"]");

        assertThat(configs.get(0).run().workspace()).isEqualTo("@home");
        assertThat(configs.get(0).run().questions().paths()).containsExactly("a b");
    }

    @Test
    void shouldShowEveryProblemOfTheConfigAndEndWithTwo() {
        int code = twt("generate", "--config", config, "--set", "sead=7", "--set", "strict=x");

        assertThat(code).isEqualTo(2);
        assertThat(pipeline).isNull();
        assertThat(err.text())
                .startsWith("2 things to mend:")
                .contains("--set sead")
                .contains("Did you mean seed?")
                .contains("--set strict");
        assertThat(out.text()).isEmpty();
    }

    @Test
    void shouldEndWithTwoForAUsersProblemWithoutAStackTrace() {
        work = () -> {
            throw new UserException("q.jsonl:3", "this row has no question", "Add one");
        };

        assertThat(twt("plan", "--config", config)).isEqualTo(2);
        assertThat(err.text()).isEqualTo("""
                        One thing to mend:

                          q.jsonl:3
                          This row has no question.
                          Add one.
                        """.replace("This row", "this row"));
        assertThat(pipeline.calls).endsWith("close");
    }

    @Test
    void shouldEndWithTwoForAModelThatCannotBeUsed() {
        work = () -> {
            throw new IllegalStateException(new ModelException("m.gguf", "the file is cut short", "Fetch it again"));
        };

        assertThat(twt("generate", "--config", config)).isEqualTo(2);
        assertThat(err.text())
                .contains("m.gguf")
                .contains("the file is cut short.")
                .contains("Fetch it again.");
    }

    @Test
    void shouldEndWithThreeAndSayHowToGoOn() {
        work = () -> {
            throw new StoppedEarly("the budget of 2 USD is spent", "All 40 answers are in ws/responses");
        };

        assertThat(twt("generate", "--config", config, "--set", "seed=3")).isEqualTo(3);
        assertThat(err.text())
                .isEqualTo("Stopped early: the budget of 2 USD is spent.\nAll 40 answers are in ws/responses.\n"
                        + "To go on:\n  twt generate --config " + config + " --set seed=3\n");
    }

    @Test
    void shouldEndWithOneForAFaultAndSaySoInOneParagraph() {
        work = () -> {
            throw new IllegalStateException("index 3\nsecond line");
        };

        assertThat(twt("select", "--config", config)).isEqualTo(1);
        assertThat(err.text())
                .startsWith("This is a fault of the program, not of your input: IllegalStateException: index\n3.")
                .doesNotContain("second line", "\tat ");
        assertThat(pipeline.calls).endsWith("close");
    }

    @Test
    void shouldCatchCheckedExceptionsThatScalaDoesNotDeclare() {
        work = () -> MainTest.<RuntimeException>sneak(new Exception("Job aborted"));

        assertThat(twt("select", "--config", config)).isEqualTo(1);
        assertThat(err.text()).contains("Job aborted");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void shouldReportAFactoryThatFails() {
        int code = Main.execute(
                new String[] {"plan", "--config", config},
                (effective, console) -> {
                    throw new UserException(List.of(new Problem("ws", "another run's workspace", "Take another")));
                },
                out.stream(),
                err.stream());

        assertThat(code).isEqualTo(2);
        assertThat(err.text()).contains("another run's workspace.");
    }

    @Test
    void shouldListStepsAndExitCodesInTheHelp() {
        assertThat(twt("--help")).isZero();
        assertThat(out.text())
                .contains("run", "plan", "doctor", "generate", "select", "import", "Exit codes", "docs/config.md");
    }

    @Test
    void shouldExplainTheOptionsOfAStep() {
        assertThat(twt("generate", "--help")).isZero();
        assertThat(out.text()).contains("twt generate", "--config=FILE", "--set=KEY=VALUE", "--quiet", "the ledger");
    }

    @Test
    void shouldPrintVersions() {
        assertThat(twt("--version")).isZero();
        // Unknown where the classes were compiled without Maven, or from sources without git.
        assertThat(out.text())
                .containsPattern(
                        "(?m)^twt (unknown|\\d+\\.\\d+\\.\\d+\\S*) \\(git (unknown|[0-9a-f]{12,40}(-dirty)?)\\)$")
                .containsPattern("(?m)^Spark [34]\\.")
                .containsPattern("(?m)^Scala 2\\.1[23]")
                .containsPattern("(?m)^Java 1?[1-9]");
    }

    @Test
    void shouldAskForAStepWhereNoneIsNamed() {
        assertThat(twt()).isEqualTo(2);
        assertThat(err.text()).contains("Which step?").contains("Usage: twt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    plan                             | Missing required option: '--config=FILE'
                    plan --config x.conf --set seed  | --set takes KEY=VALUE, such as --set seed=7, not 'seed'
                    plan --config x.conf --set =3    | --set takes KEY=VALUE
                    plan --conifg x.conf             | --config
                    generat --config x.conf          | generate
                    plan --config x.conf extra       | Unmatched argument
                    """)
    void shouldSayWhatIsWrongWithTheCommandLine(String line, String message) {
        assertThat(twt(line.split(" +"))).isEqualTo(2);
        assertThat(err.text()).contains(message);
        assertThat(err.text().lines().count()).isLessThan(25);
        assertThat(pipeline).isNull();
    }

    @Test
    void shouldSayThatTheConfigFileIsMissing() {
        assertThat(twt("plan", "--config", folder.resolve("rum.conf").toString()))
                .isEqualTo(2);
        assertThat(err.text()).contains("there is no such config file.").contains("Did you mean " + config + "?");
    }
}
