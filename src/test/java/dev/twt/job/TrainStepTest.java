package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.EffectiveConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.UserException;
import dev.twt.model.TinyModels;
import dev.twt.testing.SelectionSpark;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class TrainStepTest {
    private static final String LEARN = """
            cp $TWT_TRAIN_FILE $TWT_MODEL_OUT/train
            if [ -n \\"$TWT_HELD_OUT_FILE\\" ]; then cp $TWT_HELD_OUT_FILE $TWT_MODEL_OUT/held_out; fi
            """.replace("\n", "; ");

    private static SparkSession spark;

    @TempDir
    Path folder;

    private final Captured out = new Captured();

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @BeforeEach
    void writeConfig() throws IOException {
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%s"
                questions = q.jsonl
                train { command = [sh, -c, "%s"], base-model = org/base, name = small }
                """.formatted(folder.resolve("ws"), LEARN));
    }

    private void writeSet(String stage, int train, int heldOut) {
        PlainSets.write(spark, folder.resolve("ws"), stage, train, heldOut);
    }

    private void train(String... sets) {
        RunPipelines.set(spark, folder.resolve("run.conf"), out, sets).train();
    }

    private Path student(String child) {
        return folder.resolve("ws/students/small").resolve(child);
    }

    @Test
    void shouldTrainOnTheSetsOfTheWorkspaceAndSayWhatTheStudentCameFrom() throws IOException {
        writeSet("full", 5, 1);
        writeSet("free", 3, 0);
        train();

        assertThat(Files.readAllLines(student("full/model/train"))).hasSize(5).allMatch(line -> line.contains("full "));
        assertThat(Files.readAllLines(student("full/model/held_out"))).hasSize(1);
        assertThat(Files.readAllLines(student("free/model/train"))).hasSize(3).allMatch(line -> line.contains("free "));
        assertThat(student("free/model/held_out")).doesNotExist();
        assertThat(student("README.md"))
                .content()
                .startsWith("---\nbase_model: \"org/base\"\n")
                .contains("  - stage: full\n    train_examples: 5\n    held_out_examples: 1\n")
                .contains("      \"ada\": 3\n      \"bob\": 3\n")
                .contains("| train.epochs | 4 |")
                .contains("  seed: 42\n")
                .contains("    spark: \"" + spark.version() + "\"");
        JsonNode figures = new ObjectMapper()
                .readTree(Files.readString(folder.resolve("ws/run.json"), StandardCharsets.UTF_8))
                .at("/steps/train/figures");
        assertThat(figures.at("/baseModel").asText()).isEqualTo("org/base");
        assertThat(figures.at("/stages/free/startedFrom").asText())
                .isEqualTo(student("full/model").toString());
        assertThat(figures.at("/stages/full/examples").asInt()).isEqualTo(5);
        assertThat(out.text()).contains("The student:  " + student("free/model"));

        train();
        assertThat(out.text())
                .contains("stage full is done: nothing it depends on has changed")
                .contains("stage free is done: nothing it depends on has changed");
    }

    @Test
    void shouldRefuseAStageWithoutASetAndSayWhatToDo() {
        writeSet("full", 2, 0);

        assertThatThrownBy(() -> train("train.stages=[full,compressed,free]", "train.base-model=\"\""))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems())
                                .hasSize(3)
                                .anySatisfy(p -> assertThat(p.where()).isEqualTo("train.base-model"))
                                .anySatisfy(
                                        p -> assertThat(p.what() + p.fix()).contains("stage free", "Run select first"))
                                .anySatisfy(p -> assertThat(p.what() + p.fix())
                                        .contains("stage compressed", "leave the stage")));
        assertThat(student("full")).doesNotExist();
    }

    @Test
    void shouldRefuseAStageWithoutAnExampleToTrainOn() {
        writeSet("full", 0, 2);

        assertThatThrownBy(() -> train("train.stages=full"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("stage full has no example to train on");
    }

    @Test
    void shouldLeaveTheStudentInTheWorkDir() {
        writeSet("full", 2, 0);
        train("train.stages=full", "train.work-dir=" + folder.resolve("elsewhere"));

        assertThat(folder.resolve("elsewhere/students/small/full/model/train")).exists();
        assertThat(student("full")).doesNotExist();
    }

    @Test
    void shouldTrainInThisJvmWhereNoCommandIsNamed() throws IOException {
        writeSet("full", 4, 2);
        writeSet("free", 4, 2);
        Path base = TinyModels.llama(folder.resolve("tiny.gguf"));
        train("train.command=[]", "train.base-model=" + base, "train.batch-size=2");

        assertThat(student("full/model/adapter_model.safetensors")).exists();
        assertThat(Files.readAllLines(student("free/model/training.jsonl"))).hasSize(8);
        assertThat(student("README.md")).content().contains("| train.jvm | weights lora, targets q_proj");
        assertThat(out.text())
                .contains("full | step 8 of 8, epoch 4.00: loss ", "free | step 8: held-out loss ")
                .contains("The student:  " + student("free/model"));
        JsonNode figures = new ObjectMapper()
                .readTree(Files.readString(folder.resolve("ws/run.json"), StandardCharsets.UTF_8))
                .at("/steps/train/figures");
        assertThat(figures.at("/trainer").asText()).isEqualTo("jvm");
    }

    @Test
    void shouldPlanMemoryAndSteps() throws IOException {
        writeSet("full", 5, 1);
        Path base = TinyModels.llamaFolder(folder.resolve("tiny"));
        SumQuestions.write(folder.resolve("q.jsonl"), 1);
        EffectiveConfig config = RunConfigs.effective(
                folder.resolve("run.conf"),
                Map.of(
                        "questions",
                        folder.resolve("q.jsonl").toString(),
                        "teachers.mine.model",
                        base.toString(),
                        "train.command",
                        "[]",
                        "train.base-model",
                        base.toString(),
                        "train.batch-size",
                        "2"));
        PrintStream stream = out.stream();
        Pipeline pipeline = TwtPipeline.on(spark, config, new Console(stream, stream, false, new Terminal(false, 100)));
        pipeline.plan();

        assertThat(out.text())
                .containsPattern("train, twt, from " + base + ": at most \\d\\.\\d GiB of memory beside the Java heap")
                .containsPattern(
                        "; stage full: 5 examples, 12 steps, about \\d+ tokens, about \\d+ s on this machine's processor");
    }

    @Test
    void shouldKeepKeysFromTheTrainer() throws IOException {
        writeSet("full", 2, 0);
        train(
                "train.stages=full",
                "train.command=[sh, -c, \"env > $TWT_MODEL_OUT/env\"]",
                "teachers.paid.backend=openai",
                "teachers.paid.model=m",
                "teachers.paid.endpoint.urls=http://localhost:1/v1",
                "teachers.paid.endpoint.auth-variable=HOME",
                "teachers.paid.endpoint.headers.X-Account=DJL_OFFLINE");

        assertThat(System.getenv()).containsKeys("HOME", "DJL_OFFLINE", "PATH");
        assertThat(Files.readAllLines(student("full/model/env")))
                .anyMatch(line -> line.startsWith("PATH="))
                .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("DJL_OFFLINE="));
    }

    @Test
    void shouldSayWhichModelIsMissing() {
        writeSet("full", 2, 0);

        assertThatThrownBy(() -> train("train.stages=full", "train.command=[]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train.base-model: there is no file or folder org/base on this machine");
    }

    @Test
    void shouldSayWhichProgramIsMissing() {
        writeSet("full", 2, 0);

        assertThatThrownBy(() -> train("train.stages=full", "train.backend=command", "train.command=[]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nobody has said which program trains");
    }
}
