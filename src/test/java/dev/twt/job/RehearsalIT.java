package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.testing.SparkSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalIT {
    private static final int QUESTIONS = 40;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void writeRun() throws IOException {
        StringBuilder questions = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            questions.append(
                    i % 2 == 0
                            ? "{\"question_id\": \"q%d\", \"question\": \"What is %d + 1?\", \"task\": \"math\"}%n"
                                    .formatted(i, i)
                            : "{\"question_id\": \"q%d\", \"question\": \"Which %d?\", \"choices\": [\"a\", \"b\", \"c\"]}%n"
                                    .formatted(i, i));
        }
        Files.writeString(folder.resolve("questions.jsonl"), questions);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                rehearse { latency = 5ms, slow-latency = 20ms, throttled = 0.2, failing = 0.1, cut = 0.1, retry-after = 10ms }
                teacher-defaults {
                  backend = openai
                  retry { first-wait = 5ms, longest-wait = 20ms }
                  limits.in-flight = 6
                }
                teachers.paid {
                  model = "maker/one"
                  endpoint { urls = "https://no.such.host.invalid/v1", auth-variable = TWT_NO_SUCH_VARIABLE }
                  price { input = 1, output = 2 }
                }
                teachers.own {
                  model = "maker/two"
                  endpoint { urls = ["http://127.0.0.1:1/v1"], auth-file = "/no/such/file" }
                }
                """.formatted(folder));
    }

    private void rehearse(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        said.reset();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        TwtPipeline.on(
                        spark,
                        RunConfigs.effective(folder.resolve("run.conf"), overrides),
                        new Console(stream, stream, true, Terminal.NONE))
                .rehearse();
    }

    private String screen() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String faults() {
        String screen = screen();
        return screen.substring(screen.indexOf("Faults made"), screen.indexOf("The real run"));
    }

    /** Of any outcome, as a round's line counts them: on a busy machine an answer may fail for good. */
    private long recorded(String teacher) {
        return spark.read()
                .parquet(folder.resolve("workspace-rehearsal/responses").toString())
                .where("teacher = '" + teacher + "'")
                .count();
    }

    private List<String> answers() {
        return spark
                .read()
                .parquet(folder.resolve("workspace-rehearsal/responses").toString())
                .where("outcome = 'answered'")
                .selectExpr("concat(teacher, ' ', question_id, ' ', answer, ' ', stated_confidence)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    @Test
    void shouldRehearseSeveralSamplesInOneRequest() {
        rehearse(
                "teachers.paid.samples", "4",
                "teachers.paid.samples-a-request", "4",
                "teachers.paid.sampling.temperature", "1");

        assertThat(answers().stream().filter(answer -> answer.startsWith("paid ")))
                .hasSize(4 * QUESTIONS);
        assertThat(screen())
                .as("distinct requests, and those answered")
                .containsPattern("paid +\\d+ +40 +40 +0 +[1-6] ");
        assertThat(screen()).doesNotContain("does not give");
    }

    @Test
    void shouldAnswerEveryQuestionWithoutKeysDespiteFaultsAndAskNothingTwice() {
        rehearse();

        assertThat(answers()).hasSize(2 * QUESTIONS).doesNotHaveDuplicates();
        assertThat(screen()).containsPattern("paid +\\d+ +40 +40 +0 +[1-6] ");
        assertThat(screen()).containsPattern("own +\\d+ +40 +40 +0 +[1-6] ");
        assertThat(faults()).contains("429").contains("5xx").contains("cut");
        assertThat(folder.resolve("workspace")).doesNotExist();
    }

    @Test
    void shouldRehearseFurtherRounds() {
        rehearse("rounds.most", "2", "rounds.temperatures", "[0.8]", "rounds.escalation", "[own, paid]");

        long first = recorded("own");
        long second = recorded("paid");
        assertThat(first).isEqualTo(QUESTIONS);
        assertThat(second).isBetween(1L, (long) QUESTIONS);
        assertThat(screen()).containsPattern("2  paid +" + second + " +" + second + " ");
    }

    @Test
    void shouldRepeat() {
        rehearse();
        List<String> first = answers();
        String firstFaults = faults();
        rehearse();

        assertThat(answers()).isEqualTo(first);
        assertThat(faults()).isEqualTo(firstFaults);
    }

    @Test
    void shouldMeetOtherFaultsWithAnotherSeed() {
        rehearse();
        String first = faults();
        rehearse("seed", "7");

        assertThat(faults()).isNotEqualTo(first);
    }

    @Test
    void shouldGoOnInTheLastRehearsalIfToldTo() {
        rehearse();
        rehearse("rehearse.keep", "true");

        assertThat(screen()).containsPattern("paid +0 +0 +0 ");
        assertThat(answers()).hasSize(2 * QUESTIONS);
    }

    @Test
    void shouldHoldTheServersOwnLimit() {
        rehearse("rehearse.requests-per-minute", "30", "teacher-defaults.retry.attempts", "1");

        assertThat(screen()).containsPattern("paid +\\d+ .* of 30 +[1-9]\\d*");
    }

    @Test
    void shouldScaleTheOutlookToAllQuestions() {
        rehearse("rehearse.questions", "10", "rehearse.throttled", "0", "rehearse.failing", "0", "rehearse.cut", "0");

        assertThat(answers()).hasSize(20);
        assertThat(screen().substring(screen().indexOf("The real run"))).containsPattern("paid +40 ");
    }

    @Test
    void shouldEndEarlyWithTheBudgetAsTheRealRunWould() {
        assertThatThrownBy(() -> rehearse("budget.usd", "0.01"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget.usd");
        assertThat(screen()).contains("What the server saw");
    }

    @Test
    void shouldSelectFromTheAnswers() {
        rehearse("rehearse.select", "true", "teacher-defaults.samples", "2", "selection.preset", "custom");

        assertThat(screen()).containsPattern("select: kept [1-9]\\d* of 160 answers, for [1-9]\\d* of 40 questions");
    }

    @Test
    void shouldRefuseAFolderThatIsNoRehearsals() throws IOException {
        Path own = Files.createDirectories(folder.resolve("workspace-rehearsal"));
        Files.writeString(own.resolve("mine.txt"), "dear to me");

        assertThatThrownBy(this::rehearse)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("was not made by a rehearsal");
        assertThat(own.resolve("mine.txt")).exists();
    }

    @Test
    void shouldRefuseARunWithoutServers() {
        assertThatThrownBy(() -> rehearse(
                        "teacher-defaults.backend",
                        "replay",
                        "teachers.paid.price.input",
                        "0",
                        "teachers.paid.price.output",
                        "0"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nothing to rehearse");
    }
}
