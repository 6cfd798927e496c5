package dev.twt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.twt.config.JvmTrainerConfig;
import dev.twt.config.LoraConfig;
import dev.twt.config.SoftTargetsConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A student and a trainer that is a real process of few lines. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StudentTest {
    private static final String LEARN = """
            echo "$TWT_STAGE" >> "$CALLS"
            echo learning
            env | grep '^TWT_' > "$TWT_MODEL_OUT/variables"
            cat "$TWT_MODEL_IN/variables" 2>/dev/null | grep '^TWT_STAGE=' > "$TWT_MODEL_OUT/before" || true
            """;

    private static final JvmTrainerConfig JVM = new JvmTrainerConfig(
            "lora",
            List.of("q_proj"),
            "float32",
            "auto",
            2048,
            0,
            "cosine",
            0,
            1,
            "skip",
            0,
            0,
            0,
            100,
            2,
            false,
            false,
            SoftTargetsConfig.STANDARD);

    @TempDir
    Path folder;

    private final List<String> shown = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Path calls;
    private List<Stage> stages;
    private int epochs = 4;
    private Map<String, Double> stageRates = Map.of();
    private BooleanSupplier stop = () -> false;

    @BeforeEach
    void writeSets() throws IOException {
        calls = Files.createFile(folder.resolve("calls"));
        Path full = Files.writeString(folder.resolve("full.jsonl"), "{\"a\": 1}\n");
        Path heldOut = Files.writeString(folder.resolve("held.jsonl"), "{\"a\": 2}\n");
        Path free = Files.writeString(folder.resolve("free.jsonl"), "{\"a\": 3}\n");
        stages = List.of(
                new Stage("full", 1, full, Optional.of(heldOut), 1, 1),
                new Stage("free", 2, free, Optional.empty(), 1, 0));
    }

    private List<StageMark> train(String script) {
        shown.clear();
        notes.clear();
        TrainConfig config = new TrainConfig(
                "command",
                "small",
                List.of("sh", "-c", "set -eu\n" + script),
                Map.of("CALLS", calls.toString(), "HUB_TOKEN", "s3cret"),
                TrainMethod.TWT,
                "",
                1,
                Map.of(),
                4,
                List.of("full", "free"),
                "org/base",
                "",
                epochs,
                Map.of(),
                1e-5,
                stageRates,
                8,
                4096,
                new LoraConfig(8, 16, 0.05),
                JVM);
        return new Student(student(), config, -1, inherited(), shown::add, notes::add, stop).train(stages);
    }

    private static Map<String, String> inherited() {
        return Map.of("PATH", System.getenv("PATH"), "TWT_EPOCHS", "77");
    }

    private Path student() {
        return folder.resolve("small");
    }

    private List<String> calls() throws IOException {
        List<String> lines = Files.readAllLines(calls);
        Files.writeString(calls, "");
        return lines;
    }

    private Map<String, String> variables(String stage) throws IOException {
        return Files.readAllLines(student().resolve(stage).resolve("model/variables")).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
    }

    @Test
    void shouldTrainTheStagesInOrderEachFromTheModelOfTheOneBefore() throws IOException {
        List<StageMark> marks = train(LEARN);

        assertThat(calls()).containsExactly("full", "free");
        assertThat(marks).extracting(StageMark::stage).containsExactly("full", "free");
        assertThat(marks.get(0).startedFrom()).isEqualTo("org/base");
        assertThat(marks.get(1).startedFrom())
                .isEqualTo(student().resolve("full/model").toString());
        assertThat(student().resolve("full/model/before")).isEmptyFile();
        assertThat(student().resolve("free/model/before")).hasContent("TWT_STAGE=full");
        assertThat(student().resolve("free/model/" + StageFolder.MARK)).exists();
        assertThat(shown).containsExactly("full | learning", "free | learning");
        assertThat(student().resolve("full/trainer.log")).hasContent("learning");
    }

    @Test
    void shouldTrainAStageAgainWhoseOwnRateIsAnother() throws IOException {
        train(LEARN);
        calls();
        stageRates = Map.of("free", 5e-6);

        train(LEARN);

        assertThat(calls()).containsExactly("free");
        assertThat(variables("full")).containsEntry("TWT_LEARNING_RATE", "0.00001");
        assertThat(variables("free")).containsEntry("TWT_LEARNING_RATE", "0.000005");
    }

    @Test
    void shouldTellTheTrainerAllThatTheContractNames() throws IOException {
        train(LEARN);

        Path full = student().resolve("full");
        assertThat(variables("full"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("TWT_METHOD", "twt"),
                        Map.entry("TWT_STAGE", "full"),
                        Map.entry("TWT_STAGE_NUMBER", "1"),
                        Map.entry("TWT_TRAIN_FILE", folder.resolve("full.jsonl").toString()),
                        Map.entry(
                                "TWT_HELD_OUT_FILE",
                                folder.resolve("held.jsonl").toString()),
                        Map.entry("TWT_BASE_MODEL", "org/base"),
                        Map.entry("TWT_MODEL_IN", "org/base"),
                        Map.entry("TWT_MODEL_OUT", full.resolve("model.part").toString()),
                        Map.entry("TWT_CHECKPOINTS", full.resolve("checkpoints").toString()),
                        Map.entry("TWT_EPOCHS", "4"),
                        Map.entry("TWT_LEARNING_RATE", "0.00001"),
                        Map.entry("TWT_BATCH_SIZE", "8"),
                        Map.entry("TWT_MAX_LENGTH", "4096"),
                        Map.entry("TWT_LORA_R", "8"),
                        Map.entry("TWT_LORA_ALPHA", "16"),
                        Map.entry("TWT_LORA_DROPOUT", "0.05"),
                        Map.entry("TWT_SEED", "2147483647")));
        assertThat(variables("free"))
                .containsEntry("TWT_STAGE_NUMBER", "2")
                .containsEntry("TWT_HELD_OUT_FILE", "")
                .containsEntry("TWT_MODEL_IN", full.resolve("model").toString());
    }

    @Test
    void shouldLeaveAloneWhatIsDone() throws IOException {
        List<StageMark> first = train(LEARN);
        calls();

        assertThat(train(LEARN)).isEqualTo(first);
        assertThat(calls()).isEmpty();
        assertThat(notes).hasSize(2).allMatch(note -> note.contains("nothing it depends on has changed"));
    }

    @Test
    void shouldTrainAgainFromTheStageWhoseExamplesChanged() throws IOException {
        List<StageMark> first = train(LEARN);
        calls();
        Files.writeString(folder.resolve("free.jsonl"), "{\"a\": 4}\n");

        List<StageMark> second = train(LEARN);
        assertThat(calls()).containsExactly("free");
        assertThat(notes).contains("stage free is stale and trained again: the examples changed");
        assertThat(second.get(0)).isEqualTo(first.get(0));
        assertThat(second.get(1).id()).isNotEqualTo(first.get(1).id());
    }

    @Test
    void shouldTrainAllThatFollowsAStageThatWasTrainedAgain() throws IOException {
        train(LEARN);
        calls();
        Files.writeString(folder.resolve("held.jsonl"), "{\"a\": 5}\n");

        train(LEARN);
        assertThat(calls()).containsExactly("full", "free");
        assertThat(notes)
                .contains(
                        "stage full is stale and trained again: the held-out examples changed",
                        "stage free is stale and trained again: the model it starts from changed");
    }

    @Test
    void shouldSayWhichSettingChanged() {
        train(LEARN);
        epochs = 5;
        train(LEARN);

        assertThat(notes).contains("stage full is stale and trained again: train.epochs was 4 and is 5");
    }

    @Test
    void shouldKeepNoSecretInTheMark() throws IOException {
        train(LEARN);

        assertThat(student().resolve("full/model/" + StageFolder.MARK))
                .content()
                .contains("CALLS=")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldShowTheLastLinesOfATrainerThatFailed() throws IOException {
        train(LEARN.replace("echo learning", "echo of an earlier start"));
        epochs = 5;
        String failing = "for i in $(seq 25); do echo \"line $i.\"; done; touch \"$TWT_CHECKPOINTS/c1\"; exit 7";
        UserException failure = catchThrowableOfType(UserException.class, () -> train(failing));

        assertThat(failure.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where())
                    .isEqualTo(student().resolve("full/trainer.log").toString());
            assertThat(problem.what())
                    .startsWith("the trainer ended with exit code 7 in stage full; its last lines:")
                    .contains("line 6.", "line 25.")
                    .doesNotContain("line 5.", "earlier start");
            assertThat(problem.fix()).contains("say the same again");
        });
        assertThat(student().resolve("full/checkpoints/c1")).exists();
        assertThat(student().resolve("full/model/variables")).content().contains("TWT_EPOCHS=4");
    }

    @Test
    void shouldNotTakeNothingForAModel() {
        assertThatThrownBy(() -> train("true"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("left nothing in TWT_MODEL_OUT");
        assertThat(student().resolve("full/model")).doesNotExist();
    }

    @Test
    void shouldGoOnFromItsCheckpointsWhereATrainerFailed() throws IOException {
        String script = """
                echo "$TWT_STAGE" >> "$CALLS"
                if [ "$TWT_STAGE" = free ] && [ ! -e "$TWT_CHECKPOINTS/c1" ]; then
                  touch "$TWT_CHECKPOINTS/c1" "$TWT_MODEL_OUT/half"
                  kill -9 $$
                fi
                touch "$TWT_MODEL_OUT/whole"
                """;
        assertThatThrownBy(() -> train(script)).hasMessageContaining("exit code 137 in stage free");
        assertThat(student().resolve("free/model")).doesNotExist();
        assertThat(calls()).containsExactly("full", "free");

        train(script);
        assertThat(calls()).containsExactly("free");
        assertThat(notes).contains("stage free was begun before and goes on");
        assertThat(student().resolve("free/model/whole")).exists();
        assertThat(student().resolve("free/checkpoints")).doesNotExist();
    }

    @Test
    void shouldNotGoOnFromCheckpointsOfOtherInputs() {
        String script = """
                if [ "$TWT_EPOCHS" = 4 ]; then
                  touch "$TWT_CHECKPOINTS/c1" "$TWT_MODEL_OUT/half"
                  exit 1
                fi
                ls "$TWT_CHECKPOINTS" "$TWT_MODEL_OUT"
                touch "$TWT_MODEL_OUT/whole"
                """;
        assertThatThrownBy(() -> train(script)).isInstanceOf(UserException.class);
        epochs = 5;
        train(script);

        assertThat(shown).noneMatch(line -> line.contains("c1")).noneMatch(line -> line.contains("half"));
        assertThat(student().resolve("full/model/half")).doesNotExist();
    }

    @Test
    void shouldEndTheTrainerAndAllItStartedWhereTheUserStops() throws Exception {
        stop = () -> Files.exists(folder.resolve("started"));
        String script = "sleep 600 & echo $! > " + folder.resolve("child") + "; touch \"$TWT_CHECKPOINTS/c1\"; touch "
                + folder.resolve("started") + "; wait";
        assertThatThrownBy(() -> train(script))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining(student().resolve("full/checkpoints").toString());

        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        ProcessHandle.of(child)
                .ifPresent(process ->
                        process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        stop = () -> false;
        assertThat(train(script.replace("sleep 600 &", "sleep 0 &") + "; ls \"$TWT_CHECKPOINTS\"; touch"
                        + " \"$TWT_MODEL_OUT/m\""))
                .hasSize(2);
    }

    @Test
    void shouldRefuseAProgramThatIsNotThere() {
        TrainConfig config = new TrainConfig(
                "command",
                "small",
                List.of("no-such-trainer"),
                Map.of(),
                TrainMethod.TWT,
                "",
                1,
                Map.of(),
                4,
                List.of("full"),
                "b",
                "",
                1,
                Map.of(),
                1,
                Map.of(),
                1,
                1,
                new LoraConfig(1, 1, 0),
                JVM);

        assertThatThrownBy(() -> new Student(student(), config, 1, inherited(), shown::add, notes::add, stop))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train.command: no-such-trainer is no program");
    }
}
