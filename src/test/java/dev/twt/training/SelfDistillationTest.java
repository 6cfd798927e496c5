package dev.twt.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.twt.training.loop.SoftTargets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model, tiny, learns four answers with reasoning, and then from its own beliefs to give them without. */
class SelfDistillationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TrainMethod METHOD = TrainMethod.SELF_DISTILLATION;

    @TempDir
    Path folder;

    private final List<String> shown = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private SoftTargetsConfig soft = new SoftTargetsConfig(1, 8, 60);
    private int epochs = 60;
    private BooleanSupplier stop = () -> false;
    private Path base;
    private List<Stage> stages;

    @BeforeEach
    void writeSets() throws IOException {
        base = TinyModels.llamaFolder(folder.resolve("tiny"));
        stages = ColourStudent.stages(METHOD, folder);
    }

    private TrainConfig config() {
        return ColourStudent.config(METHOD, base, epochs, soft);
    }

    private List<StageMark> train() {
        shown.clear();
        notes.clear();
        return new Student(folder.resolve("s"), config(), 1, Map.of(), shown::add, notes::add, stop).train(stages);
    }

    private Path stage(String set) {
        return folder.resolve("s").resolve(METHOD.stage(set));
    }

    private Path targets() {
        return stage("free").resolve("soft-targets.jsonl");
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String answer(CausalLm lm, int colour) {
        try (GenerationSession session = lm.newSession(1)) {
            int[] prompt = lm.tokenizer().encodeText("Colour " + colour + "?\n");
            session.add(new GenerationRequest("0", prompt, 0, 1, 50, 0, List.of()));
            while (true) {
                for (Generation done : session.step()) {
                    return done.text();
                }
            }
        }
    }

    private static CausalLm load(Path model) {
        return CausalLms.load(new ModelSpec(model, "", "float32", null));
    }

    @Test
    void shouldBelieveWithoutReasoningWhatItBelievedAfterIt() throws IOException {
        List<StageMark> marks = train();

        assertThat(marks)
                .extracting(StageMark::stage)
                .containsExactly("self-distillation-full", "self-distillation-free");
        assertThat(marks.get(1).inputs())
                .containsEntry("train.method", "self-distillation")
                .containsEntry("train.jvm.soft-targets", "share 1.0, 8 tokens named, reasoning of up to 60 tokens");
        try (CausalLm full = load(stage("full").resolve("model"));
                CausalLm free = load(stage("free").resolve("model"))) {
            for (int i = 0; i < 4; i++) {
                String colour = ColourStudent.COLOURS.get(i);
                assertThat(answer(full, i)).isEqualTo("I think of " + colour + ".\nThe answer is " + colour + ".");
                assertThat(answer(free, i)).isEqualTo("The answer is " + colour + ".");
            }
        }
        assertThat(shown)
                .contains(
                        "self-distillation-free | soft targets: the student of the stage before reasons on 4 questions")
                .contains("self-distillation-free | soft targets: of 4 questions its own reasoning led to the answer in"
                        + " the set on 4 and to another on 0; 0 came to none and are learned as they stand in the set");

        train();
        assertThat(shown).isEmpty();
        assertThat(notes).contains("stage self-distillation-free is done: nothing it depends on has changed");
        soft = new SoftTargetsConfig(0.5, 8, 60);
        train();
        assertThat(notes)
                .anySatisfy(note -> assertThat(note)
                        .startsWith("stage self-distillation-free is stale")
                        .contains("train.jvm.soft-targets was share 1.0"));
        assertThat(shown).as("another share needs no other beliefs").noneMatch(line -> line.contains("reasons on"));
    }

    /** Each row against the logits of the model of stage full behind its own words. */
    @Test
    void shouldWriteDownWhatTheModelOfStageFullBelieves() throws IOException {
        train();
        List<JsonNode> lines = lines(targets());

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0).path("student").asText()).isNotBlank();
        try (CausalLm full = load(stage("full").resolve("model"))) {
            for (JsonNode line : lines.subList(1, 5)) {
                String colour = ColourStudent.COLOURS.get(line.path("number").asInt());
                assertThat(line.path("agrees").asBoolean()).isTrue();
                String asked = "Colour " + line.path("number").asInt() + "?\nI think of " + colour + ".\n";
                int[] before = full.tokenizer().encodeText(asked);
                int[] all = full.tokenizer().encodeText(asked + "The answer is " + colour + ".");
                float[][] logits = full.logits(all);
                assertThat(line.path("beliefs")).hasSize(all.length - before.length + 1);
                for (int i = 0; i < all.length - before.length; i++) {
                    assertBelieved(
                            line.path("among").path(i), line.path("beliefs").path(i), logits[before.length + i - 1]);
                }
            }
        }
    }

    @Test
    void shouldReasonAsTheStageBeforeHasLearnedTo() throws IOException {
        stages = ColourStudent.withShorter(METHOD, folder);
        epochs = 40;
        train();

        assertThat(shown)
                .contains("self-distillation-free | soft targets: of 4 questions its own reasoning led to the answer in"
                        + " the set on 4 and to another on 0; 0 came to none and are learned as they stand in the set");
        try (CausalLm shorter = load(stage("compressed").resolve("model"))) {
            JsonNode line = lines(targets()).get(1);
            String colour = ColourStudent.COLOURS.get(line.path("number").asInt());
            String asked = "Colour " + line.path("number").asInt() + "?\nSo: " + colour + ".\n";
            int before = shorter.tokenizer().encodeText(asked).length;
            float[][] logits = shorter.logits(shorter.tokenizer().encodeText(asked + "The answer is " + colour + "."));
            assertBelieved(line.path("among").path(0), line.path("beliefs").path(0), logits[before - 1]);
        }
    }

    private static void assertBelieved(JsonNode among, JsonNode beliefs, float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        double rest = 1;
        assertThat(among.size()).isBetween(8, 9);
        assertThat(beliefs).hasSize(among.size() + 1);
        for (int j = 0; j < among.size(); j++) {
            double belief = Math.exp(logits[among.path(j).asInt()]) / sum;
            rest -= belief;
            assertThat(beliefs.path(j).asDouble()).isCloseTo(belief, within(1e-4));
        }
        assertThat(beliefs.path(among.size()).asDouble()).isCloseTo(rest, within(1e-4));
    }

    @Test
    void shouldGoOnWithTheTargetsThatAreThereAndMakeBrokenOnesAgain() throws IOException {
        train();
        Path full = stage("full").resolve("model");
        Path free = stages.get(1).train();
        Path file = folder.resolve("made.jsonl");
        shown.clear();
        SoftTargets targets = new SoftTargets(config(), shown::add, () -> stop.getAsBoolean());
        targets.make(free, full, "one", file);
        List<String> whole = Files.readAllLines(file);
        assertThat(shown).hasSize(2);

        shown.clear();
        targets.make(free, full, "one", file);
        assertThat(shown).as("nothing to do").hasSize(1);

        // Killed in the third line.
        Files.delete(file);
        Files.writeString(
                folder.resolve("made.jsonl.part"),
                String.join("\n", whole.subList(0, 3)) + "\n" + whole.get(3).substring(0, 20));
        shown.clear();
        targets.make(free, full, "one", file);
        assertThat(shown.get(0)).contains("reasons on 2 questions; 2 were done before");
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(whole);

        Files.writeString(file, Files.readString(file).replaceFirst("\"tokens\":[0-9]+", "\"tokens\":1"));
        shown.clear();
        targets.make(free, full, "one", file);
        assertThat(shown.get(0)).as("its sum is wrong").contains("reasons on 4 questions");
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(whole);

        shown.clear();
        targets.make(free, full, "another", file);
        assertThat(shown.get(0)).as("another model").contains("reasons on 4 questions");

        Files.delete(file);
        stop = () -> true;
        assertThatThrownBy(() -> targets.make(free, full, "another", file)).isInstanceOf(StoppedEarly.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldSayThatTheStudentOfStageFullStatesNoAnswer() {
        epochs = 1;
        assertThatThrownBy(this::train)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("stated an answer to none of 4 questions")
                .hasMessageContaining("train.jvm.soft-targets.max-tokens");
        assertThat(stage("free").resolve("model")).doesNotExist();
    }

    @Test
    void shouldRefuseATrainerOfTheUsers() {
        TrainConfig jvm = config();
        TrainConfig command = new TrainConfig(
                "command",
                jvm.name(),
                List.of("sh", "-c", "true"),
                jvm.environment(),
                METHOD,
                "",
                1,
                Map.of(),
                4,
                jvm.stages(),
                jvm.baseModel(),
                "",
                1,
                Map.of(),
                0.01,
                Map.of(),
                4,
                96,
                jvm.lora(),
                jvm.jvm());
        assertThatThrownBy(() -> Student.check(command, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("self-distillation is trained by twt itself alone")
                .hasMessageContaining("train.backend = jvm");
    }
}
