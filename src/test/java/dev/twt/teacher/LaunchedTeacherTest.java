package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.testing.ServerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real server processes on this machine. */
@Timeout(120)
class LaunchedTeacherTest {
    @TempDir
    Path folder;

    private Path marks() {
        return folder.resolve("marks");
    }

    private LaunchConfig launch(int starts, Duration ready, String... options) {
        String[] all = java.util.Arrays.copyOf(options, options.length + 2);
        all[options.length] = "marks";
        all[options.length + 1] = marks().toString();
        return new LaunchConfig(
                ServerMain.command(all), "/health", "/v1", ready, starts, 0, Map.of(), "", folder.toString());
    }

    private static TeacherConfig config(LaunchConfig launch) {
        return TeacherConfigs.of("launched", "served-model", PromptStyle.AUTO).withLaunch(launch);
    }

    private LaunchedTeacher teacher(int starts, String... options) {
        return new LaunchedTeacher(config(launch(starts, Duration.ofMinutes(1), options)), System.getenv());
    }

    private static TeacherRequest request(String question) {
        return new TeacherRequest(
                "id",
                0,
                List.of(new ChatMessage("user", question)),
                TeacherConfigs.of("openai", "m", PromptStyle.AUTO).sampling(),
                1);
    }

    private static Outcome ask(Teacher teacher, String question) throws Exception {
        return teacher.answer(request(question)).get(30, TimeUnit.SECONDS);
    }

    /** Asks until something other than {@code Starting} and what a dying server leaves comes. */
    private static Outcome.Answered askUntilAnswered(Teacher teacher) throws Exception {
        while (true) {
            if (ask(teacher, "1 + 1") instanceof Outcome.Answered answered) {
                return answered;
            }
            assertThat(teacher.lost()).isEmpty();
            Thread.sleep(50);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) { // bounded by the class's time-out
            Thread.sleep(20);
        }
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static long server(Outcome.Answered answered) {
        return Long.parseLong(answered.completion().systemFingerprint().split("/")[0]);
    }

    @Test
    void shouldSayThatTheServerStartsUntilItIsReadyThenAnswerAndEndItWithAllItStarted() throws Exception {
        try (LaunchedTeacher teacher = teacher(3, "ready-after", "1500", "child", "1")) {
            assertThat(ask(teacher, "1 + 1"))
                    .isInstanceOfSatisfying(
                            Outcome.Starting.class,
                            starting -> assertThat(starting.error()).contains("the server of tested"));
            assertThat(teacher.concurrency()).isEqualTo(1);

            Outcome.Answered answered = askUntilAnswered(teacher);

            assertThat(answered.completion().text()).isEqualTo("Answer: 1");
            assertThat(teacher.concurrency()).isGreaterThan(1);
            assertThat(ServerMain.lives(marks())).hasSize(2).noneMatch(LaunchedTeacherTest::gone);
        }
        assertThat(ServerMain.lives(marks())).hasSize(2).allMatch(LaunchedTeacherTest::gone);
    }

    @Test
    void shouldAskItsServerForSeveralAnswersOnceItIsReady() throws Exception {
        List<TeacherRequest> two = List.of(request("1 + 1"), request("1 + 1"));
        try (LaunchedTeacher teacher = teacher(3, "ready-after", "500")) {
            assertThat(teacher.answerTogether(two).get(30, TimeUnit.SECONDS))
                    .hasSize(2)
                    .allSatisfy(o -> assertThat(o).isInstanceOf(Outcome.Starting.class));
            askUntilAnswered(teacher);

            List<Outcome> outcomes = teacher.answerTogether(two).get(30, TimeUnit.SECONDS);
            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Answered.class);
            assertThat(outcomes.get(1)).as("that server knows no n").isInstanceOf(Outcome.Apart.class);
        }
    }

    @Test
    void shouldStartItAgainWhenItDiesAmongAnswers() throws Exception {
        try (LaunchedTeacher teacher = teacher(2, "die-after", "1")) {
            long first = server(askUntilAnswered(teacher));
            assertThat(ask(teacher, "2 + 2"))
                    .isInstanceOfSatisfying(
                            Outcome.Retry.class,
                            retry -> assertThat(retry.served()).isTrue());

            long second = server(askUntilAnswered(teacher));

            assertThat(second).isNotEqualTo(first);
            assertThat(gone(first)).isTrue();
        }
    }

    @Test
    void shouldBeLostWithTheLastLinesAndNoSecretOfAServerThatCannotStart() throws Exception {
        LaunchConfig launch = launch(2, Duration.ofMinutes(1), "last-words", "no kernel image; token hf_abcdefgh")
                .withVariable("HF_TOKEN", "hf_abcdefgh");
        try (LaunchedTeacher teacher = new LaunchedTeacher(config(launch), System.getenv())) {
            await(() -> teacher.lost().isPresent());

            assertThat(teacher.lost().orElseThrow())
                    .contains("ended before it was ready, with status 4")
                    .contains("the last of 2 failures in a row")
                    .contains("no kernel image; token (key)")
                    .contains(folder.toString())
                    .doesNotContain("hf_abcdefgh");
            assertThat(ServerMain.lives(marks())).hasSize(2);
            assertThat(ask(teacher, "1 + 1")).isInstanceOf(Outcome.Starting.class);
        }
    }

    @Test
    void shouldNotQuoteAPromptOfTheServersLastWords() throws Exception {
        try (LaunchedTeacher teacher = teacher(1, "die-after", "1")) {
            askUntilAnswered(teacher);
            ask(teacher, "What is the colour of my house?");
            await(() -> teacher.lost().isPresent());

            assertThat(teacher.lost().orElseThrow())
                    .contains("ended with status 3")
                    .contains("out of memory while answering: (prompt)")
                    .doesNotContain("colour");
        }
    }

    @Test
    void shouldBeLostAtOnceWhereTheProgramIsNotThere() throws Exception {
        LaunchConfig launch =
                LaunchConfig.of(List.of("no-such-program", "{port}")).withLogs(folder.toString());
        try (LaunchedTeacher teacher = new LaunchedTeacher(config(launch), System.getenv())) {
            await(() -> teacher.lost().isPresent());

            assertThat(teacher.lost().orElseThrow())
                    .contains("cannot be started: no-such-program is no program that can be run there")
                    .contains("not found");
        }
    }

    @Test
    void shouldBeLostWhenItIsNotReadyInTime() throws Exception {
        LaunchConfig launch = launch(1, Duration.ofSeconds(2), "ready-after", "600000");
        try (LaunchedTeacher teacher = new LaunchedTeacher(config(launch), System.getenv())) {
            await(() -> teacher.lost().isPresent());

            assertThat(teacher.lost().orElseThrow()).contains("was not ready within 2 s", "launch.ready-timeout");
        }
        assertThat(ServerMain.lives(marks())).hasSize(1).allMatch(LaunchedTeacherTest::gone);
    }

    @Test
    void shouldTakeAnotherPortWithoutCountingAFailureWhenItsOwnWasTaken() throws Exception {
        // Its first two lives find the port taken, as a JVM says it; one failure would lose the teacher.
        Path script = Files.writeString(folder.resolve("serve.sh"), """
                echo life >> lives
                if [ "$(wc -l < lives)" -le 2 ]; then
                  echo 'java.net.BindException: Address already in use'
                  exit 1
                fi
                exec "$@"
                """.replace(
                        "lives", folder.resolve("lives").toString()));
        List<String> command = new java.util.ArrayList<>(List.of("sh", script.toString()));
        command.addAll(ServerMain.command());
        LaunchConfig launch = new LaunchConfig(
                command, "/health", "/v1", Duration.ofMinutes(1), 1, 0, Map.of(), "", folder.toString());
        try (LaunchedTeacher teacher = new LaunchedTeacher(config(launch), System.getenv())) {
            assertThat(askUntilAnswered(teacher).completion().text()).isEqualTo("Answer: 1");
        }
        assertThat(Files.readAllLines(folder.resolve("lives"))).hasSize(3);
    }

    @Test
    void shouldEndAServerThatIgnoresTheWishToEnd() throws Exception {
        try (LaunchedTeacher teacher = teacher(3, "stubborn", "1")) {
            askUntilAnswered(teacher);
        }
        assertThat(ServerMain.lives(marks())).hasSize(1);
        long pid = ServerMain.lives(marks()).get(0);
        await(() -> gone(pid));
    }

    @Test
    void shouldGiveTheServerItsOwnKeyAndNobodyElses() throws Exception {
        EndpointConfig none = EndpointConfig.none();
        EndpointConfig endpoint = new EndpointConfig(
                List.of(),
                "openai",
                "",
                "OWN_KEY",
                "",
                Map.of(),
                "max_tokens",
                false,
                "",
                none.connectTimeout(),
                none.timeout());
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("OWN_KEY", "own-secret");
        environment.put("FOREIGN_KEY", "foreign-secret");
        dev.twt.teacher.http.Keys.handOver(Map.of("the environment variable FOREIGN_KEY", "foreign-secret"));
        LaunchConfig launch = new LaunchConfig(
                List.of("sh", "-c", "env; exit 9", "{port}"),
                "/health",
                "/v1",
                Duration.ofMinutes(1),
                1,
                0,
                Map.of("PLACE", "{host}:{model}"),
                "",
                folder.resolve("logs").toString());
        TeacherConfig config = config(launch).withEndpoint(endpoint);
        try (LaunchedTeacher teacher = new LaunchedTeacher(config, environment)) {
            await(() -> teacher.lost().isPresent());
            assertThat(teacher.lost().orElseThrow()).doesNotContain("own-secret");
        }
        try (var logs = Files.list(folder.resolve("logs"))) {
            assertThat(Files.readString(logs.findFirst().orElseThrow()))
                    .contains("OWN_KEY=own-secret")
                    .contains("PLACE=127.0.0.1:served-model")
                    .doesNotContain("foreign-secret");
        }
    }

    @Test
    void shouldStartNoServerToLookAtTheConfiguration() throws IOException {
        TeacherConfig config = config(launch(3, Duration.ofMinutes(1)));

        PromptCounter.open(config).close();

        assertThat(marks()).doesNotExist();
    }
}
