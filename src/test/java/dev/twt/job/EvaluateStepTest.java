package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.model.TinyStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The steps evaluate and compare; their rarer turns stand in {@link EvaluateStepIT}. */
class EvaluateStepTest extends EvaluateRun {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    @Test
    void shouldMeasureAnswerersOnTheLedgerAndBuyNothingTwice() throws IOException {
        pipeline().evaluate();

        assertThat(api.asked()).hasSize(2 * QUESTIONS);
        assertThat(api.asked())
                .contains("even: Question: What is 3 + 1?\nEnd with: The answer is <number>.")
                .contains("right: Question: What is 3 + 1?");
        assertThat(read("responses", "purpose", "teacher"))
                .containsOnly("evaluate ada", "evaluate eve")
                .hasSize(2 * QUESTIONS);
        assertThat(read("evaluations/answers", "answerer", "question_id", "answer", "gold", "correct"))
                .contains("ada q03 4 4 true", "eve q03 0 4 false", "eve q04 5 5 true")
                .hasSize(2 * QUESTIONS);

        JsonNode ada = metrics().at("/answerers/0");
        assertThat(ada.at("/accuracy").asDouble()).isEqualTo(1);
        assertThat(ada.at("/interval/low").asDouble()).as("Wilson, 12 of 12").isCloseTo(0.7575, Offset.offset(1e-4));
        assertThat(ada.at("/outputTokens/total").asInt()).isEqualTo(40 * QUESTIONS);
        assertThat(ada.at("/usdPerThousand").asDouble())
                .as("100 tokens in at 1 $, 40 out at 10 $ a million")
                .isCloseTo(0.5, CLOSE);
        assertThat(ada.at("/seconds/mean").asDouble()).isPositive();
        assertThat(metrics().at("/answerers/1/accuracy").asDouble()).isEqualTo(0.5);
        JsonNode pair = metrics().at("/pairs/0");
        assertThat(pair.at("/onlyFirstRight").asInt()).isEqualTo(6);
        assertThat(pair.at("/p").asDouble()).isCloseTo(0.03125, CLOSE);
        assertThat(pair.at("/better").asText()).isEqualTo("ada");
        assertThat(said.text())
                .containsPattern("ada +12 +100.0% +75.8-100.0 +40.0 +40 +40 +0.0% +0.0% +[0-9.]+ +0.5000")
                .containsPattern("eve +12 +50.0% +25.4-74.6 +20.0")
                .containsPattern("ada +eve +12 +100.0% +50.0% +\\+50.0 +\\S+ +6 +0 +0.0313 +ada");
        assertThat(new ObjectMapper()
                        .readTree(workspace("run.json").toFile())
                        .at("/steps/evaluate/figures/answerers/eve/accuracy")
                        .asDouble())
                .isEqualTo(0.5);

        pipeline().evaluate();
        assertThat(api.asked()).as("the second time").hasSize(2 * QUESTIONS);
    }

    @Test
    void shouldGoOnAfterAStop() {
        Pipeline first = pipeline();
        AtomicInteger arrived = new AtomicInteger();
        server.from((request, exchange) -> {
            if (arrived.incrementAndGet() == 5) {
                first.stop();
            }
            api.serve(request, exchange);
        });
        assertThatThrownBy(first::evaluate).isInstanceOf(StoppedEarly.class);
        assertThat(workspace("evaluations")).doesNotExist();
        int recorded = read("responses", "purpose").size();
        int before = api.asked().size();

        server.from(api);
        pipeline().evaluate();

        assertThat(api.asked()).hasSize(before + 2 * QUESTIONS - recorded);
        assertThat(read("evaluations/answers", "answerer")).hasSize(2 * QUESTIONS);
    }

    @Test
    void shouldMeasureATrainedStudentInItsOwnWords() throws IOException {
        TinyStudent.write(workspace("students/student/free/model"), 5);
        TinyStudent.write(workspace("students/other/full/model"), 6);
        pipeline(
                        "evaluate.answerers",
                        "[free, \"other/full\"]",
                        "evaluate.max-tokens",
                        "8",
                        "evaluate.questions.limit",
                        "4",
                        "evaluate.groups.tiny",
                        "[free, \"other/full\"]")
                .evaluate();

        assertThat(api.asked()).isEmpty();
        assertThat(read("evaluations/answers", "answerer", "correct"))
                .containsOnly("free false", "other.full false")
                .hasSize(8);
        assertThat(metrics().at("/answerers/0/outputTokens/total").asInt()).isPositive();
        assertThat(metrics().at("/seeds/0/accuracies/other.full").asDouble()).isZero();
        assertThat(said.text()).contains("tiny over 2 seeds: mean 0.0%");
    }

    @Test
    void shouldCompareThoseThatWereEvaluatedAndShowWhatFlipped() throws IOException {
        pipeline().evaluate();
        said = new Captured();
        api.asked().clear();
        pipeline().compare(List.of("eve", "ada"));
        assertThat(workspace("evaluations/compare.png")).isNotEmptyFile();
        assertThat(Files.readString(workspace("evaluations/compare.html")))
                .contains("eve is right in 50.0% of 12 questions with 20 tokens an answer, ada in 100.0%")
                .contains("<bdi>What is 3 + 1?</bdi>")
                .contains("<bdi>ada</bdi></b> <span class=\"verdict\">right</span>")
                .contains("<bdi>eve</bdi></b> <span class=\"verdict\">wrong</span>");

        assertThat(api.asked()).isEmpty();
        assertThat(said.text())
                .containsPattern("eve +ada +12 +50.0% +100.0% +-50.0 +\\S+ +0 +6 +0.0313 +ada")
                .contains("ada right: q03  What is 3 + 1? => 4; eve: 0, ada: 4")
                .doesNotContain("q04")
                .doesNotContain("different questions");
        assertThatThrownBy(() -> pipeline().compare(List.of("eve", "bob")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("bob was not evaluated here")
                .hasMessageContaining("ada, eve");
        assertThatThrownBy(() -> pipeline().compare(List.of("eve"))).hasMessageContaining("compared with nobody");
    }

    @Test
    void shouldUseTheSharedQuestionsOfTwoAndSaySo() {
        pipeline("evaluate.answerers", "[ada]", "evaluate.questions.limit", "8").evaluate();
        pipeline("evaluate.answerers", "[eve]").evaluate();
        said = new Captured();
        pipeline().compare(List.of());

        assertThat(said.text())
                .containsPattern("ada +eve +8 +100.0% +50.0%")
                .contains("ada and eve were asked different questions: the 8 that both were asked are compared; 0 of"
                        + " ada and 4 of eve are left out.");
    }

    @Test
    void shouldSayWhenNothingHasALabel() throws IOException {
        Files.writeString(folder.resolve("bare.jsonl"), question(1, "\"x\": 1") + question(2, "\"x\": 1"));
        assertThatThrownBy(() -> pipeline(
                                "evaluate.questions",
                                folder.resolve("bare.jsonl").toString())
                        .evaluate())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none of its 2 questions has a right answer")
                .hasMessageContaining("evaluate.questions.fields.gold");

        Files.writeString(folder.resolve("half.jsonl"), question(1, "\"x\": 1") + question(2, "\"gold\": \"3\""));
        pipeline("evaluate.questions", folder.resolve("half.jsonl").toString()).evaluate();
        assertThat(said.text()).contains("1 of 2 questions have no right answer");
        assertThat(api.asked()).hasSize(2);
    }

    @Test
    void shouldRefuseAnEmptySet() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
        assertThatThrownBy(
                        () -> pipeline("evaluate.questions", empty.toString()).evaluate())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("empty.jsonl");
        assertThatThrownBy(
                        () -> pipeline("questions", folder.resolve("test.jsonl").toString(), "evaluate.questions", "[]")
                                .evaluate())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--questions FILE");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void shouldRefuseAStudentWithoutItsTokenizer() throws IOException {
        Path model = TinyStudent.write(workspace("students/student/free/model"), 5);
        Files.delete(model.resolve("tokenizer.json"));
        assertThatThrownBy(() -> pipeline("evaluate.answerers", "[free, ada]").evaluate())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("answerer free")
                .hasMessageContaining("tokenizer.json");
        assertThat(api.asked()).as("before anybody is paid").isEmpty();
    }

    @Test
    void shouldSayWhenEveryAnswerWasBrokenOff() throws IOException {
        pipeline("evaluate.answerers", "[lou]").evaluate();
        assertThat(metrics().at("/answerers/0/accuracy").asDouble()).isZero();
        assertThat(metrics().at("/answerers/0/truncated").asInt()).isEqualTo(QUESTIONS);
        assertThat(said.text())
                .contains("Every answer of lou was broken off at 200 tokens")
                .contains("Raise its sampling.max-tokens");
    }

    @Test
    void shouldSayWhoIsThere() throws IOException {
        TinyStudent.write(workspace("students/student/full/model"), 5);
        TinyStudent.write(workspace("students/older/free/model"), 5);
        assertThatThrownBy(() -> pipeline("evaluate.answerers", "[free]").evaluate())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no teacher, no model and no trained student free")
                .hasMessageContaining("Teachers: ada; evaluate.models: cod, eve, lou, mia; trained: older/free, full");
        assertThatThrownBy(() -> pipeline("evaluate.answerers", "[]").evaluate())
                .hasMessageContaining("nobody is named");
    }
}
