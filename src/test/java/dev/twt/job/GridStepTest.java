package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.Problem;
import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.dataset.Workspace;
import dev.twt.testing.SelectionSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Grids in a local session; the trainer is a shell of few lines. */
@ExtendWith(SelectionSpark.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class GridStepTest {
    private static final String LEARN = """
            echo $TWT_STAGE >> $CALLS
            if [ $TWT_METHOD = answer-only ] && [ -e $CALLS.fail ]; then echo out of luck; exit 3; fi
            echo $TWT_SEED $TWT_BASE_MODEL $TWT_EPOCHS > $TWT_MODEL_OUT/seen
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
    void writeRun() throws IOException {
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/ws"
                questions = q.jsonl
                train {
                  command = [sh, -c, "%2$s"], base-model = "org/base-{seed}", name = g
                  environment { CALLS = "%1$s/calls" }
                }
                grid {
                  methods = [full-reasoning, answer-only], seeds = [1, 2]
                  settings { answer-only { epochs = 9 } }
                  heap = 128m
                }
                """.formatted(folder, LEARN));
        writeSet("full", 5);
        writeSet("free", 3);
    }

    private void writeSet(String stage, int examples) {
        PlainSets.write(spark, folder.resolve("ws"), stage, examples, 0);
    }

    private void train(String... sets) {
        pipeline(sets).trainGrid();
    }

    private Pipeline pipeline(String... sets) {
        return RunPipelines.set(spark, folder.resolve("run.conf"), out, sets);
    }

    private Path student(String child) {
        return folder.resolve("ws/students").resolve(child);
    }

    private JsonNode figures() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(folder.resolve("ws/run.json")))
                .at("/steps/train-grid");
    }

    private List<String> calls() throws IOException {
        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        Files.delete(folder.resolve("calls"));
        return calls;
    }

    @Test
    void shouldTrainEveryStudentOnceWithItsOwnSeedBaseModelAndSettings() throws IOException {
        train();

        assertThat(student("g-full-reasoning-1/full-reasoning-full/model/seen")).hasContent("1 org/base-1 4");
        assertThat(student("g-answer-only-2/answer-only-free/model/seen")).hasContent("2 org/base-2 9");
        assertThat(student("g-answer-only-2/README.md"))
                .content()
                .contains("method: answer-only", "\"ada\": 2", "\"bob\": 1");
        assertThat(calls()).hasSize(4);
        assertThat(figures().at("/state").asText()).isEqualTo("done");
        assertThat(figures()
                        .at("/figures/students/g-answer-only-1/stages/answer-only-free/examples")
                        .asInt())
                .isEqualTo(3);
        assertThat(out.text())
                .contains("Students to be trained: 4, threads of each: 1")
                .contains("grid | 4 of 4 students done, 0 running")
                .contains("twt evaluate --answerers g-full-reasoning-1/full-reasoning-full,g-answer-only-1/answer");

        train();
        assertThat(folder.resolve("calls")).doesNotExist();
        assertThat(out.text())
                .contains("g-answer-only-2 is done: nothing it depends on has changed")
                .contains("Students trained: 0, done before: 4");
    }

    @Test
    void shouldTrainTheOthersWhereSomeFailAndGoOnWithThoseAlone() throws IOException {
        Files.createFile(folder.resolve("calls.fail"));
        assertThatThrownBy(this::train)
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems()).hasSize(2).allSatisfy(problem -> {
                            assertThat(problem.where()).startsWith("g-answer-only-");
                            assertThat(problem.what()).contains("exit code 3", "out of luck");
                        }));
        assertThat(student("g-full-reasoning-2/student.json")).exists();
        assertThat(figures().at("/state").asText()).isEqualTo("failed");
        assertThat(figures().at("/figures/students/g-answer-only-1/state").asText())
                .isEqualTo("failed");
        assertThat(figures().at("/figures/students/g-full-reasoning-1/state").asText())
                .isEqualTo("done");
        assertThat(calls()).hasSize(4);

        Files.delete(folder.resolve("calls.fail"));
        train();
        assertThat(calls()).containsExactly("answer-only-free", "answer-only-free");
    }

    @Test
    void shouldTrainAgainWhatIsStaleOrGone() throws IOException {
        train();
        calls();
        train("grid.settings.answer-only.epochs=8");
        assertThat(calls()).containsExactly("answer-only-free", "answer-only-free");

        Files.delete(student("g-full-reasoning-1/full-reasoning-full/model/twt-stage.json"));
        train("grid.settings.answer-only.epochs=8");
        assertThat(calls()).containsExactly("full-reasoning-full");
    }

    /** Its trainers never end by themselves. */
    @Test
    void shouldEndItsStudentsWhereTheUserStopsAndLetThemKeepWhatTheyHave() throws Exception {
        String forEver =
                "trap 'echo kept > $TWT_CHECKPOINTS/last; exit 0' TERM; echo >> $CALLS; while :; do sleep 0.1; done";
        Pipeline pipeline = pipeline("train.command=[sh, -c, \"" + forEver + "\"]", "grid.methods=[answer-only]");
        Thread user = new Thread(() -> {
            try {
                while (!Files.exists(folder.resolve("calls"))) {
                    Thread.sleep(50);
                }
                pipeline.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        user.start();
        assertThatThrownBy(pipeline::trainGrid).isInstanceOf(StoppedEarly.class).hasMessageContaining("you asked");
        user.join();

        Path kept = student("g-answer-only-1/answer-only-free/checkpoints/last");
        Path other = student("g-answer-only-2/answer-only-free/checkpoints/last");
        while (!Files.exists(kept) && !Files.exists(other)) {
            Thread.sleep(50);
        }
    }

    @Test
    void shouldSayEveryProblemBeforeAnybodyIsTrained() {
        assertThatThrownBy(() -> train("grid.methods=[compressed-only, twt]", "train.base-model=\"\""))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::what)
                                .hasSize(2)
                                .anySatisfy(what -> assertThat(what).contains("which model the student starts from"))
                                .anySatisfy(what -> assertThat(what).contains("stage compressed")));
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void shouldMentionTheGridInAPlan() {
        Map<String, String> overrides = Map.of("train.base-model", "org/base");
        RunContext run = new RunContext(
                RunConfigs.read(folder.resolve("run.conf"), overrides),
                spark,
                Workspace.at(folder.resolve("ws").toString(), new Configuration()),
                null,
                null);

        assertThat(new TrainPlan(run).text())
                .hasValueSatisfying(text -> assertThat(text).contains("train --grid: 4 students, threads of each: 1"));
    }
}
