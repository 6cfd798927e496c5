package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.Workspace;
import dev.twt.dataset.WorkspaceLock;
import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user calls it, on a real session with a real server. */
class DoctorStepTest {
    private static final String KEY = "planted-5f1d0c7e9b";

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final Captured out = new Captured();
    private final Captured err = new Captured();
    private final FaultyServer server =
            FaultyServer.that((request, exchange) -> (request.uri().endsWith("/models")
                            ? FaultyServer.answer("{\"data\": [{\"id\": \"fake-1\"}]}")
                            : new FakeChatApi())
                    .serve(request, exchange));

    @BeforeEach
    void writeRun() throws IOException {
        Files.writeString(folder.resolve("questions.jsonl"), """
                {"question_id": "q1", "question": "What is one and one?", "task": "math"}
                {"question_id": "q2", "question": "What is one and two?", "task": "math"}
                """);
        Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/above/workspace"
                questions = "%1$s/questions.jsonl"
                teachers.served {
                  backend = openai
                  model = fake-1
                  endpoint { urls = "%2$s", auth-file = "%1$s/key" }
                }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private int doctor(String... sets) {
        List<String> args = new ArrayList<>(
                List.of("doctor", "--config", folder.resolve("run.conf").toString()));
        for (String set : sets) {
            args.add("--set");
            args.add(set);
        }
        return Main.execute(
                args.toArray(String[]::new),
                (config, console) -> TwtPipeline.on(spark, config, console),
                out.stream(),
                err.stream());
    }

    private String said() {
        return out.text().replaceAll("\\s+", " ");
    }

    @Test
    void shouldEndWithZeroAndLeaveNothingWhereAllIsWell() {
        assertThat(doctor()).isZero();

        assertThat(said())
                .contains("one real request of at most 8 tokens", "ok teachers.served", "ok questions: 2 questions in")
                .contains("ok workspace: can be written", "GiB are free", "ok spark: version " + spark.version())
                .contains("none failed")
                .doesNotContain(KEY, "FAIL", "one and one");
        assertThat(err.text()).isEmpty();
        assertThat(folder.resolve("above")).doesNotExist();
    }

    @Test
    void shouldMakeTheOtherChecksWhereSomeFail() {
        server.from(FaultyServer.status(401, "{\"error\": {\"message\": \"bad key " + KEY + "\"}}"));

        int code =
                doctor("questions=" + folder.resolve("absent.jsonl"), "workspace=" + folder.resolve("key/workspace"));

        assertThat(code).isEqualTo(2);
        assertThat(said())
                .contains("FAIL teachers.served", "refused the key in the file")
                .contains("absent.jsonl", "cannot be written", "ok spark: version", "3 failed")
                .doesNotContain(KEY);
        assertThat(err.text()).contains("3 of", "checks failed").doesNotContain(KEY, "fault of the program");
        assertThat(folder.resolve("key")).isRegularFile();
    }

    @Test
    void shouldCountRowsThatCannotBeUsedWithoutShowingThem() throws IOException {
        Files.writeString(folder.resolve("mixed.jsonl"), """
                {"question_id": "q1", "question": "What is one and one?", "task": "math"}
                {"unheard": "of this row"}
                """);
        String mixed = "questions=" + folder.resolve("mixed.jsonl");

        assertThat(doctor(mixed, "strict=false")).isZero();
        assertThat(said()).contains("warn questions: 1 questions in 2 rows, 1 rows cannot be used", "one warning");
        assertThat(doctor(mixed, "strict=true")).isEqualTo(2);
        assertThat(said()).contains("FAIL questions").doesNotContain("of this row");
    }

    @Test
    void shouldSeeThatAnotherRunIsAtWork() {
        Workspace workspace = Workspace.at(
                folder.resolve("held").toString(), spark.sparkContext().hadoopConfiguration());
        workspace.prepare(0);
        try (WorkspaceLock lock = WorkspaceLock.take(workspace, () -> {})) {
            assertThat(doctor("workspace=" + folder.resolve("held"))).isEqualTo(2);
        }
        assertThat(said()).contains("another run is at work", "1 failed");
    }

    @Test
    void shouldSayThatAWorkspaceOfAnotherKindOfStoreCannotBeReached() {
        assertThat(doctor("workspace=nosuch://bucket/run")).isEqualTo(2);
        assertThat(said()).contains("FAIL workspace", "is no folder that can be reached", "ok spark: version");
    }

    @Test
    void shouldWarnOfSpeculationWithPaidTeachersOnly() {
        spark.sparkContext().conf().set("spark.speculation", "true");
        try {
            assertThat(doctor()).isZero();
            assertThat(said()).contains("no teacher is paid");
            assertThat(doctor("teachers.served.price.input=1")).isZero();
            assertThat(said()).contains("warn spark: spark.speculation is on", "Set spark.speculation = false.");
        } finally {
            spark.sparkContext().conf().remove("spark.speculation");
        }
    }

    @Test
    void shouldFailOnARunRecordThatCannotBeReadAndLeaveItThere() throws IOException {
        Files.createDirectory(folder.resolve("kept"));
        Files.writeString(folder.resolve("kept/run.json"), "{broken");

        assertThat(doctor("workspace=" + folder.resolve("kept"))).isEqualTo(2);
        assertThat(said()).contains("the run record cannot be read");
        assertThat(folder.resolve("kept").toFile().list()).containsExactly("run.json");
    }

    @Test
    void shouldSaySoWhereThereIsNoTeacher() throws IOException {
        Files.writeString(
                folder.resolve("run.conf"),
                "workspace = \"%1$s/ws\"\nquestions = \"%1$s/questions.jsonl\"\n".formatted(folder));

        assertThat(doctor()).isEqualTo(2);
        assertThat(said()).contains("FAIL teachers: there is none").doesNotContain("real request");
    }

    @Test
    void shouldSayWhetherProgramsCanBeRunIfTheRunHasCode() {
        assertThat(doctor("task.default-type=code", "code.sandbox=off")).isZero();
        assertThat(said()).contains("warn code.sandbox: it is off: no program is run");
    }

    @Test
    void shouldSayWhatIsMissingForRunningPrograms() {
        assertThat(doctor("task.default-type=code", "code.python=/nowhere/python3"))
                .isZero();
        assertThat(said()).contains("warn code.python = /nowhere/python3: there is no such program here");
    }

    @Test
    void shouldNotLookForASandboxWithoutCode() {
        doctor("code.python=/nowhere/python3");

        assertThat(said()).doesNotContain("code.");
    }
}
