package dev.twt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.JvmTrainerConfig;
import dev.twt.config.LoraConfig;
import dev.twt.config.SoftTargetsConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.config.UserException;
import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.GenerationSession;
import dev.twt.model.ModelSpec;
import dev.twt.model.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A student that is trained in this JVM: a real model, tiny, with random weights, that learns four answers by heart. */
class JvmStudentTest {
    private static final List<String> COLOURS = List.of("red", "green", "blue", "white");

    @TempDir
    Path folder;

    private final List<String> shown = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<Stage> stages;
    private Path base;
    private String weights = "full";
    private String tooLong = "skip";
    private String device = "cpu";
    private boolean merged = false;
    private boolean gguf = false;
    private int maxLength = 96;
    private BooleanSupplier stop = () -> false;

    @BeforeEach
    void writeSets() throws IOException {
        base = TinyModels.llamaFolder(folder.resolve("tiny"));
        stages = List.of(
                new Stage("full", 1, set("full", "I think of "), Optional.of(set("held", "I think of ")), 4, 4),
                new Stage("free", 2, set("free", ""), Optional.empty(), 4, 0));
    }

    private Path set(String name, String rationale) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < COLOURS.size(); i++) {
            lines.append(String.format(
                    "{\"prompt\": [{\"role\": \"user\", \"content\": \"Colour %d?\"}], \"completion\": [{\"role\":"
                            + " \"assistant\", \"content\": \"%s\"}], \"question_id\": \"q%d\"}%n",
                    i, rationale + COLOURS.get(i), i));
        }
        return Files.writeString(folder.resolve(name + ".jsonl"), lines);
    }

    private List<StageMark> train(String name) {
        shown.clear();
        JvmTrainerConfig jvm = new JvmTrainerConfig(
                weights,
                JvmTrainerConfig.TARGETS,
                "float32",
                device,
                128,
                0.1,
                "constant",
                0,
                1,
                tooLong,
                30,
                1,
                0,
                10,
                2,
                merged,
                gguf,
                SoftTargetsConfig.STANDARD);
        TrainConfig config = new TrainConfig(
                "jvm",
                name,
                List.of(),
                Map.of(),
                TrainMethod.TWT,
                "",
                1,
                Map.of(),
                4,
                List.of("full", "free"),
                base.toString(),
                "",
                weights.equals("full") ? 60 : 200,
                Map.of(),
                weights.equals("full") ? 0.01 : 0.02,
                Map.of(),
                4,
                maxLength,
                new LoraConfig(8, 16, 0),
                jvm);
        return new Student(folder.resolve(name), config, 1, Map.of(), shown::add, notes::add, stop).train(stages);
    }

    private Path model(String student, String stage) {
        return folder.resolve(student).resolve(stage).resolve("model");
    }

    private static String answer(Path model, int colour) {
        try (CausalLm lm = CausalLms.load(new ModelSpec(model, "", "float32", null));
                GenerationSession session = lm.newSession(1)) {
            int[] prompt = lm.tokenizer().encodeText("Colour " + colour + "?\n");
            session.add(new GenerationRequest("0", prompt, 0, 1, 30, 0, List.of()));
            while (true) {
                for (Generation done : session.step()) {
                    return done.text();
                }
            }
        }
    }

    private static List<Double> losses(Path model) throws IOException {
        List<Double> losses = new ArrayList<>();
        for (String line : Files.readAllLines(model.resolve("training.jsonl"))) {
            losses.add(new ObjectMapper().readTree(line).path("loss").asDouble());
        }
        return losses;
    }

    @Test
    void shouldAnswerWithoutReasoningAfterItLearnedToReason() throws IOException {
        List<StageMark> marks = train("s");

        assertThat(marks)
                .extracting(StageMark::startedFrom)
                .containsExactly(base.toString(), model("s", "full").toString());
        assertThat(marks).extracting(StageMark::device).containsOnly("cpu");
        for (int i = 0; i < COLOURS.size(); i++) {
            assertThat(answer(model("s", "full"), i)).isEqualTo("I think of " + COLOURS.get(i));
            assertThat(answer(model("s", "free"), i)).isEqualTo(COLOURS.get(i));
        }
        assertThat(losses(model("s", "full")))
                .hasSize(60)
                .first()
                .satisfies(loss -> assertThat(loss).isBetween(5.0, 9.0));
        assertThat(shown)
                .anySatisfy(line -> assertThat(line).startsWith("full | step 30: held-out loss"))
                .anySatisfy(line -> assertThat(line).isEqualTo("full |   question q0: I think of red"))
                .anySatisfy(line -> assertThat(line).contains("free | step 60 of 60", "tokens/s"));
        assertThat(folder.resolve("s/full/trainer.log")).content().contains("step 30: held-out loss");

        train("s");
        assertThat(shown).isEmpty();
        assertThat(notes).contains("stage free is done: nothing it depends on has changed");
    }

    @Test
    void shouldTakeOneAdapterThroughAllStages() {
        weights = "lora";
        merged = true;
        train("s");

        assertThat(model("s", "full").resolve("adapter_config.json")).content().contains(base.toString());
        assertThat(model("s", "full").resolve("merged")).doesNotExist();
        for (int i = 0; i < COLOURS.size(); i++) {
            assertThat(answer(model("s", "free"), i)).isEqualTo(COLOURS.get(i));
            assertThat(answer(model("s", "free").resolve("merged"), i)).isEqualTo(COLOURS.get(i));
        }
    }

    @Test
    void shouldGoOnWithTheSameCurveAfterItWasStopped() throws IOException {
        train("whole");
        int[] asked = {0};
        stop = () -> ++asked[0] > 25;
        assertThatThrownBy(() -> train("stopped")).isInstanceOf(StoppedEarly.class);
        assertThat(model("stopped", "full")).doesNotExist();
        stop = () -> false;
        train("stopped");

        assertThat(shown).anySatisfy(line -> assertThat(line).contains("full | goes on after step"));
        assertThat(losses(model("stopped", "full"))).isEqualTo(losses(model("whole", "full")));
        assertThat(losses(model("stopped", "free"))).isEqualTo(losses(model("whole", "free")));
    }

    @Test
    void shouldLeaveOutExamplesThatAreTooLongOrRefuseThem() {
        maxLength = 25;
        train("s");
        assertThat(shown)
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo(
                                "full | left out: 2 of 4 training examples are longer than 25 tokens, such as that of"
                                        + " question q1"));

        tooLong = "refuse";
        assertThatThrownBy(() -> train("t"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train.max-length: 2 training examples are longer than 25 tokens");

        tooLong = "skip";
        maxLength = 10;
        assertThatThrownBy(() -> train("t"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("every example is longer than 10 tokens");
    }

    @Test
    void shouldTrainAdaptersOfAGgufFileAndLeaveAFolder() {
        base = TinyModels.llama(folder.resolve("tiny.gguf"));
        weights = "lora";
        merged = true;
        gguf = true;
        train("s");

        assertThat(model("s", "full").resolve("merged.gguf")).doesNotExist();
        for (String left : List.of("", "merged", "merged.gguf")) {
            assertThat(answer(model("s", "free").resolve(left), 1)).isEqualTo("green");
        }
    }

    @Test
    void shouldLeaveAGgufFileOfAllWeights() {
        base = TinyModels.llama(folder.resolve("tiny.gguf"));
        gguf = true;
        train("s");

        for (int i = 0; i < COLOURS.size(); i++) {
            assertThat(answer(model("s", "free").resolve("merged.gguf"), i)).isEqualTo(COLOURS.get(i));
        }
    }

    @Test
    void shouldRefuseAGgufFileOfAFolder() {
        gguf = true;

        assertThatThrownBy(() -> train("s"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train.jvm.gguf: a GGUF file takes settings and tokenizer from that of the base")
                .hasMessageContaining("convert_hf_to_gguf.py");
    }

    /** Nobody has that many. */
    @Test
    void shouldRefuseAGpuThatIsNotThereBeforeAnythingIsTrained() {
        device = "gpu:999";

        assertThatThrownBy(() -> train("s"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train.jvm.device: ")
                .hasMessageContaining("device = auto or cpu");
        assertThat(model("s", "full")).doesNotExist();
    }

    @Test
    void shouldSayThatTheModelIsNotHere() {
        base = folder.resolve("nowhere");

        assertThatThrownBy(() -> train("s"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train.base-model: there is no file or folder " + base);
    }
}
