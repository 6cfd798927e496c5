package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.UserException;
import dev.twt.distillation.DistillationSets;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.ScoredTable;
import dev.twt.distillation.Split;
import dev.twt.model.TinyModels;
import dev.twt.testing.SelectionSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Methods from the scored answers of a workspace to what a trainer finds. */
@ExtendWith(SelectionSpark.class)
class TrainMethodsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEARN =
            "cp $TWT_TRAIN_FILE $TWT_MODEL_OUT/train; echo $TWT_METHOD > $TWT_MODEL_OUT/method;";

    private static SparkSession spark;

    @TempDir
    Path folder;

    private final Captured out = new Captured();

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @BeforeEach
    void writeWorkspace() throws IOException {
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%s"
                questions = q.jsonl
                split.held-out = 0
                train { command = [sh, -c, "%s"], base-model = org/base, name = small }
                """.formatted(folder.resolve("ws"), LEARN));
        Dataset<Row> questions = ScoredTable.questions(spark);
        questions.write().parquet(folder.resolve("ws/questions").toString());
        Dataset<Row> scored = new ScoredTable()
                .kept("a1", "q1", "ada", "First of ada. Second of ada.", "1")
                .rejected("b1", "q1", "bob", "Bob doubts it.", "7", "quality")
                .rejected("a2", "q2", "ada", "Two of ada, at greater length.", "2", "diversity")
                .kept("b2", "q2", "bob", "Two of bob.", "2")
                .add("c1", "q2", "cleo", 0, "truncated", "Two of cl", null, 0.1, null, "truncated")
                .rejected("a3", "q3", "ada", "In an evaluation set.", "3", "contaminated")
                .through(spark, folder.resolve("ws/scored"));
        Split split = Split.byQuestion(0, 42);
        String sets = folder.resolve("ws/distill").toString();
        DistillationSets.write(FullStage.from(scored, questions, split), "full", sets);
        DistillationSets.write(FreeStage.from(scored, questions, split), "free", sets);
    }

    private void train(String method, String... sets) {
        String[] all = Stream.concat(Stream.of("train.method=" + method), Stream.of(sets))
                .toArray(String[]::new);
        RunPipelines.set(spark, folder.resolve("run.conf"), out, all).train();
    }

    private Path student(String child) {
        return folder.resolve("ws/students/small").resolve(child);
    }

    /** Stage folders in the order in which they were trained. */
    private List<String> stages() throws IOException {
        Map<String, Integer> places = new HashMap<>();
        try (Stream<Path> found = Files.list(student(""))) {
            for (Path stage :
                    found.filter(path -> Files.exists(path.resolve("model"))).toList()) {
                JsonNode mark = JSON.readTree(Files.readString(stage.resolve("model/twt-stage.json")));
                places.put(stage.getFileName().toString(), mark.path("number").asInt());
            }
        }
        return places.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<JsonNode> examples(String stage) throws IOException {
        List<JsonNode> examples = new ArrayList<>();
        for (String line : Files.readAllLines(student(stage + "/model/train"))) {
            examples.add(JSON.readTree(line));
        }
        return examples;
    }

    private static String answer(JsonNode example) {
        return example.at("/completion/0/content").asText();
    }

    private void assertRefused(String[] words, String method, String... sets) {
        assertThatThrownBy(() -> train(method, sets))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems().toString()).contains(words));
        assertThat(student("")).doesNotExist();
    }

    private static String[] words(String... words) {
        return words;
    }

    @Test
    void shouldTakeTheSetsOfTheWorkspaceForMethodsThatAreSomeOfOurStages() throws IOException {
        train("answer-only");
        assertThat(stages()).containsExactly("answer-only-free");
        assertThat(examples("answer-only-free"))
                .extracting(TrainMethodsTest::answer)
                .containsExactlyInAnyOrder("The answer is 1.", "The answer is 2.");

        train("without-compression", "train.stages=[full,compressed,free]", "train.name=other");
        assertThat(folder.resolve("ws/students/other/without-compression-full/model/train"))
                .exists();
        assertThat(folder.resolve("ws/students/other/without-compression-free/model/train"))
                .exists();
    }

    @Test
    void shouldTrainCompressedOnlyWhereThereIsASet() {
        assertRefused(words("stage compressed", "has no set in this workspace"), "compressed-only");

        DistillationSets.write(
                spark.read().parquet(folder.resolve("ws/distill/stage=full").toString()),
                "compressed",
                folder.resolve("ws/distill").toString());
        train("compressed-only");
        assertThat(student("compressed-only-compressed/model/train")).exists();
    }

    @Test
    void shouldHandTasksTheirPrefixesAndWeightsAndSayHowTheStudentIsAsked() throws IOException {
        train("step-by-step", "train.method-teacher=ada", "train.rationale-weight=0.5");

        assertThat(stages()).containsExactly("step-by-step-tasks");
        assertThat(student("step-by-step-tasks/model/method")).hasContent("step-by-step");
        List<JsonNode> examples = examples("step-by-step-tasks");
        assertThat(examples).hasSize(4);
        assertThat(examples.stream().filter(e -> e.path("objective").asText().equals("rationale")))
                .hasSize(2)
                .allMatch(e -> e.path("weight").asDouble() == 0.5)
                .allMatch(e -> e.at("/prompt/0/content").asText().startsWith("[rationale] Question: "));
        assertThat(examples.stream().filter(e -> e.path("objective").asText().equals("label")))
                .hasSize(2)
                .allMatch(e -> e.path("weight").asDouble() == 1)
                .allMatch(e -> e.at("/prompt/0/content").asText().startsWith("[label] Question: "));
        assertThat(examples).noneMatch(e -> e.path("question_id").asText().equals("q3"));
        assertThat(student("README.md"))
                .content()
                .contains("  method: step-by-step\n", "Hsieh et al. 2023", "ask it with `[label] ` before the prompt")
                .contains("| train.method | step-by-step |", "      \"ada\": 4\n");
        JsonNode figures =
                JSON.readTree(Files.readString(folder.resolve("ws/run.json"))).at("/steps/train/figures");
        assertThat(figures.path("method").asText()).isEqualTo("step-by-step");
        assertThat(figures.path("methodSource").asText()).contains("2305.02301");

        train("step-by-step", "train.method-teacher=ada", "train.rationale-weight=2");
        assertThat(out.text()).contains("stage step-by-step-tasks is stale and trained again: the examples changed");
    }

    @Test
    void shouldWeighTheRationalesOfEachTeacher() throws IOException {
        train("tinyllm", "train.teacher-weights.ada=0.25", "train.rationale-weight=3");

        assertThat(examples("tinyllm-tasks"))
                .extracting(e ->
                        e.path("objective").asText() + " " + e.path("weight").asDouble())
                .containsExactlyInAnyOrder(
                        "label 1.0",
                        "label 1.0",
                        "rationale of ada 0.25",
                        "rationale of ada 0.25",
                        "rationale of bob 3.0");
    }

    @Test
    void shouldLearnFromOneTeacherAlone() throws IOException {
        train("sequence-kd", "train.method-teacher=bob");
        assertThat(examples("sequence-kd-full"))
                .extracting(TrainMethodsTest::answer)
                .containsExactlyInAnyOrder("Bob doubts it.\nThe answer is 7.", "Two of bob.\nThe answer is 2.");

        train("single-teacher", "train.method-teacher=bob", "train.name=small");
        assertThat(examples("single-teacher-full"))
                .extracting(TrainMethodsTest::answer)
                .containsExactly("Two of bob.\nThe answer is 2.");
        assertThat(examples("single-teacher-free"))
                .extracting(TrainMethodsTest::answer)
                .containsExactly("The answer is 2.");
    }

    @Test
    void shouldChooseAtRandomAsManyAsSelectionWouldKeep() throws IOException {
        train("without-dcrs", "selection.preset=custom", "selection.diversity.k=1");

        assertThat(stages()).containsExactly("without-dcrs-full", "without-dcrs-free");
        assertThat(examples("without-dcrs-full"))
                .extracting(e -> e.path("question_id").asText())
                .containsExactlyInAnyOrder("q1", "q2");
    }

    @Test
    void shouldRemoveReasoningStageByStage() throws IOException {
        train("gradual", "train.removal-stages=2");

        assertThat(stages()).containsExactly("gradual-1", "gradual-2", "gradual-free");
        assertThat(examples("gradual-1"))
                .extracting(TrainMethodsTest::answer)
                .contains("First of ada. Second of ada.\nThe answer is 1.");
        assertThat(examples("gradual-2"))
                .extracting(TrainMethodsTest::answer)
                .contains("Second of ada.\nThe answer is 1.");
        assertThat(examples("gradual-free"))
                .extracting(TrainMethodsTest::answer)
                .contains("The answer is 1.");
    }

    @Test
    void shouldSayAllThatIsWrongAtOnceWhereATeacherIsUnknown() {
        assertRefused(
                words("train.base-model", "no answer of a teacher adda", "Did you mean ada?", "ada 2, bob 2"),
                "sequence-kd",
                "train.method-teacher=adda",
                "train.base-model=\"\"");
        assertRefused(words("no answer of a teacher cleo"), "sequence-kd", "train.method-teacher=cleo");
        assertRefused(
                words("train.teacher-weights", "no answer of a teacher zoe"), "tinyllm", "train.teacher-weights.zoe=2");
    }

    @Test
    void shouldAskWhichTeacherWhereThereAreSeveral() {
        assertRefused(
                words("learns from one teacher, and nobody has said which", "train.method-teacher = NAME", "bob 2"),
                "step-by-step");
    }

    @Test
    void shouldRefuseToHandSelfDistillationToAProgram() {
        assertRefused(
                words("train.method", "self-distillation is trained by twt itself alone", "train.backend = jvm"),
                "self-distillation");
    }

    /** At the first step the model is the base, whatever lambda is: its loss is (L_label + lambda L_rationale) / (1 + lambda). */
    @Test
    void shouldLearnTheWeightedSumOfTheMeanLosses() throws IOException {
        Path base = TinyModels.llama(folder.resolve("tiny.gguf"));
        double label = firstLoss(base, "0");
        double equal = firstLoss(base, "1");
        double rationale = 2 * equal - label;

        assertThat(Math.abs(label - rationale)).isGreaterThan(1e-3);
        assertThat(firstLoss(base, "3")).isCloseTo((label + 3 * rationale) / 4, within(1e-4));
    }

    private double firstLoss(Path base, String lambda) throws IOException {
        train(
                "step-by-step",
                "train.method-teacher=ada",
                "train.rationale-weight=" + lambda,
                "train.command=[]",
                "train.base-model=" + base,
                "train.batch-size=8",
                "train.epochs=1");
        String first = Files.readAllLines(student("step-by-step-tasks/model/training.jsonl"))
                .get(0);
        return JSON.readTree(first).path("loss").asDouble();
    }
}
