package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.twt.config.DataFormat;
import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TaskConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceTest {
    @TempDir
    Path folder;

    private Workspace workspace() {
        return Workspace.at(folder.resolve("ws").toString(), new Configuration());
    }

    private static WorkspaceIdentity identity(String path, TeacherConfig... teachers) {
        return WorkspaceIdentity.of(
                new QuestionsConfig(List.of(path), DataFormat.AUTO, Map.of("id", "ID"), 5, ""),
                new TaskConfig("math", Duration.ofSeconds(1)),
                Arrays.asList(teachers),
                "1");
    }

    private static TeacherConfig teacher(String name, String model, double temperature) {
        return new TeacherConfig(
                name,
                "in-jvm",
                model,
                "",
                "",
                PromptStyle.AUTO,
                0,
                1,
                new SamplingConfig(temperature, 1, 10, List.of()),
                1,
                1,
                "float32",
                "",
                new PriceConfig(0, 0),
                EndpointConfig.none(),
                LaunchConfig.none(),
                LimitsConfig.none(),
                RetryConfig.standard(),
                "");
    }

    private static RunRecord record(WorkspaceIdentity identity) {
        return RunRecord.started(identity, "{\"seed\": 1, \"key\": \"***\"}", Map.of("spark", "4.0.1"), 1);
    }

    @Test
    void shouldKeepTheRunRecord() {
        Workspace workspace = workspace();
        workspace.prepare(1);
        RunRecord claimed = workspace.claim(record(identity("q.jsonl", teacher("a", "m", 0))));
        StepRecord step = StepRecord.running(Map.of());
        workspace.write(claimed.with("generate", step));
        workspace.write(claimed.with("generate", step.ended("done", Map.of("answered", 12, "rate", 0.5, "by", "x"))));

        RunRecord read = workspace.record().orElseThrow();

        assertThat(read.identity()).isEqualTo(claimed.identity());
        assertThat(read.seed()).isEqualTo(1);
        assertThat(read.config()).contains("\"key\":\"***\"");
        assertThat(read.versions()).containsEntry("spark", "4.0.1");
        StepRecord generate = read.steps().get("generate");
        assertThat(generate.state()).isEqualTo("done");
        assertThat(generate.startedAt()).isEqualTo(step.startedAt());
        assertThat(generate.figures())
                .containsEntry("answered", 12)
                .containsEntry("rate", 0.5)
                .containsEntry("by", "x");
    }

    @Test
    void shouldLeaveNothingBesideTheRecord() throws IOException {
        Workspace workspace = workspace();
        workspace.prepare(1);
        workspace.claim(record(identity("q.jsonl")));
        workspace.claim(record(identity("q.jsonl")));
        try (Stream<Path> files = Files.list(folder.resolve("ws"))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.endsWith(".crc")))
                    .containsExactly("run.json");
        }
    }

    @Test
    void shouldGoOnWithMoreTeachersAndOtherSampling() {
        Workspace workspace = workspace();
        workspace.prepare(1);
        workspace.claim(
                record(identity("q.jsonl", teacher("a", "m", 0))).with("generate", StepRecord.running(Map.of())));
        RunRecord now = workspace.claim(record(identity("q.jsonl", teacher("a", "m", 0.7), teacher("b", "n", 1))));
        assertThat(now.steps()).containsKey("generate");
        assertThat(now.identity().parts()).containsKeys("teachers.a", "teachers.b");
    }

    @Test
    void shouldRefuseAWorkspaceOfAnotherConfigNamingAllThatDiffers() {
        Workspace workspace = workspace();
        workspace.prepare(1);
        workspace.claim(record(identity("q.jsonl", teacher("a", "m", 0))));
        assertThatThrownBy(() -> workspace.claim(record(identity("other.jsonl", teacher("a", "n", 0)))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("questions.paths = q.jsonl, now it is other.jsonl")
                .hasMessageContaining("teachers.a = in-jvm m, now it is in-jvm n")
                .hasMessageContaining("a teacher name of its own");
        assertThat(workspace.record().orElseThrow().identity().parts()).containsEntry("questions.paths", "q.jsonl");
    }

    @Test
    void shouldSayThatTheDiskIsTooFull() {
        assertThatThrownBy(() -> workspace().prepare(Long.MAX_VALUE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("MiB left")
                .hasMessageContaining("Free space");
    }

    @Test
    void shouldRefuseAFileAsWorkspace() throws IOException {
        Files.writeString(folder.resolve("ws"), "hello");
        assertThatThrownBy(() -> workspace().prepare(1)).isInstanceOf(UserException.class);
    }

    @Test
    void shouldRefuseAFolderThatCannotBeWritten() {
        assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
        assertThat(folder.toFile().setWritable(false)).isTrue();
        assertThatThrownBy(() -> workspace().prepare(1)).isInstanceOf(UserException.class);
    }

    @Test
    void shouldRefuseADamagedRunRecord() throws IOException {
        Workspace workspace = workspace();
        workspace.prepare(1);
        Files.writeString(folder.resolve("ws").resolve("run.json"), "{\"format\": 1,");
        assertThatThrownBy(workspace::record).isInstanceOf(UserException.class).hasMessageContaining("run.json");
    }

    @Test
    void shouldRefuseAnUnknownFileSystem() {
        assertThatThrownBy(() -> Workspace.at("nosuch://x/y", new Configuration()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    void shouldNameTheStepToRunFirst() {
        Workspace workspace = workspace();
        assertThatThrownBy(() -> workspace.requireStep("answers", workspace.responses(), "Run generate first"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Run generate first");
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, no space left",
        "Disk quota exceeded, no space left",
        "Permission denied, cannot be written"
    })
    void shouldTellAFullOrClosedDiskFromOtherFaults(String message, String expected) {
        Throwable deep =
                new IllegalStateException("job aborted", new RuntimeException(new IOException("x: " + message)));
        assertThat(StorageProblems.of(deep, "ws").orElseThrow()).hasMessageContaining(expected);
        assertThat(StorageProblems.of(new IOException("broken pipe"), "ws")).isEmpty();
    }

    @Test
    void shouldKeepASecondRunOutUntilTheFirstHasEnded() {
        Workspace workspace = workspace();
        workspace.prepare(1);
        try (WorkspaceLock held = WorkspaceLock.take(workspace, () -> {})) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> WorkspaceLock.take(workspace, () -> {}))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("another run");
        }
        WorkspaceLock.take(workspace, () -> {}).close();
    }

    @Test
    void shouldLetAModelMove() {
        assertThat(identity("q", teacher("a", "here/m.gguf", 0))
                        .conflicts(identity("q", teacher("a", "/there/m.gguf", 0)), "ws"))
                .isEmpty();
    }

    @Test
    void shouldTravelToExecutors() {
        assertThatCode(() -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    new ObjectOutputStream(bytes).writeObject(workspace());
                    Workspace copy = (Workspace)
                            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
                    assertThat(copy.responses()).isEqualTo(workspace().responses());
                })
                .doesNotThrowAnyException();
    }
}
