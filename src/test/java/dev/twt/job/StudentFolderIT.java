package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.UserException;
import dev.twt.model.TinyModels;
import dev.twt.model.TinyStudent;
import dev.twt.model.file.ModelException;
import dev.twt.training.loop.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Folders of students that are not what they were, given to whoever takes them. */
class StudentFolderIT extends TrainedRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] ADAPTER = {"train.jvm.weights=lora", "train.epochs=1"};

    @BeforeEach
    void train() {
        pipeline(ADAPTER).train();
        err = new Captured();
    }

    private void evaluate() {
        pipeline("evaluate.answerers=[free]", "evaluate.max-tokens=4").evaluate();
    }

    /** What twt serve says of a folder that it must not serve: one screen. */
    private String serving(Path model) {
        Captured said = new Captured();
        int code = Main.execute(
                new String[] {"serve", "--model", model.toString(), "--port", "0"},
                (config, console) -> new FakePipeline(() -> {}),
                said.stream(),
                said.stream());
        assertThat(code).isEqualTo(2);
        assertThat(said.text()).startsWith("One thing to mend:").doesNotContain("\tat ");
        assertThat(said.text().lines().count()).isLessThan(12);
        return said.text().replaceAll("\\s+", " ");
    }

    private void assertNotEvaluated(String... words) {
        assertThatThrownBy(this::evaluate).isInstanceOfSatisfying(UserException.class, e -> {
            assertThat(e.problems()).hasSize(1);
            assertThat(e.problems().toString()).contains(words);
        });
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Its tokenizer with two letters that have changed places. */
    private void changeTokenizer() throws IOException {
        Path file = base.resolve("tokenizer.json");
        JsonNode all = JSON.readTree(file.toFile());
        ObjectNode vocabulary = (ObjectNode) all.at("/model/vocab");
        int a = vocabulary.path("a").asInt();
        vocabulary.put("a", vocabulary.path("e").asInt()).put("e", a);
        JSON.writeValue(file.toFile(), all);
    }

    @Test
    void shouldRefuseAnotherModelOfTheSameShapeUnderAnAdapter() throws IOException {
        TinyStudent.write(base, 99);
        String what = "the adapter was trained on another model than " + base + ": their weights differ";

        assertNotEvaluated("answerer free", what, "base_model_name_or_path");
        assertThat(serving(model("free"))).contains(what);
        assertThatThrownBy(() -> pipeline("train.jvm.weights=lora", "train.epochs=1", "train.stage-epochs.free=2")
                        .train())
                .as("stage free goes on from the adapter of stage full")
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(what);
    }

    @Test
    void shouldRefuseAnotherTokenizer() throws IOException {
        changeTokenizer();
        String what = "it was trained with another tokenizer than the one of " + base;

        assertNotEvaluated("answerer free", what, "tokenizer.json");
        assertThat(serving(model("free"))).contains(what);
        assertThatThrownBy(() -> pipeline("train.jvm.weights=lora", "train.epochs=1", "train.stage-epochs.free=2")
                        .train())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(what);
    }

    @Test
    void shouldRefuseAModelOfAnotherShapeUnderAnAdapter() throws IOException {
        TinyModels.qwen3Folder(base);

        assertNotEvaluated("answerer free", "the adapter was made for another model than " + base);
        assertThat(serving(model("free"))).contains("the adapter was made for another model than " + base);
    }

    @Test
    void shouldRefuseAFolderThatIsEmpty() throws IOException {
        Folders.delete(model("free"));
        Files.createDirectories(model("free"));

        assertNotEvaluated("answerer free: " + model("free"), "the folder is empty", "say twt train again");
        assertThat(serving(model("free"))).contains(model("free") + " the folder is empty");

        pipeline(ADAPTER).train();
        evaluate();
        assertThat(judged("free", "question_id")).hasSize(ANSWERS.size());
    }

    @Test
    void shouldRefuseTheModelOfAnotherStageInItsPlace() throws IOException {
        copy(model("full"), model("free"));

        assertNotEvaluated(
                model("free") + " holds the model of stage full, and not that of stage free", "say twt train");
    }

    @Test
    void shouldSayThatAnotherRunHasWrittenThere() throws IOException {
        evaluate();
        assertThat(err.text()).doesNotContain("is not the model that this workspace has trained");

        Path mark = model("free").resolve("twt-stage.json");
        Files.writeString(
                mark, Files.readString(mark).replaceFirst("\"id\" : \"[^\"]*\"", "\"id\" : \"of-another-run\""));
        evaluate();
        assertThat(err.text())
                .contains(model("free") + " is not the model that this workspace has trained")
                .contains("of-another-run in its folder", "train.name");
    }
}
