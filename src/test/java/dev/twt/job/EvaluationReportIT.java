package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.TinyStudent;
import dev.twt.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What the report says of evaluations, and the evaluation at the end of a run. */
class EvaluationReportIT extends EvaluateRun {
    private JsonNode numbers() throws IOException {
        String json = Files.readString(workspace("report/report.json"));
        assertThat(ReportSchema.problems(json)).isEmpty();
        return new ObjectMapper().readTree(json);
    }

    private String page() throws IOException {
        return Files.readString(workspace("report/index.html"));
    }

    @Test
    void shouldSetStudentsBesideTeachers() throws IOException {
        TinyStudent.write(workspace("students/student/free/model"), 5);
        pipeline("evaluate.answerers", "[ada, eve, free]", "evaluate.max-tokens", "8")
                .evaluate();
        pipeline().report();

        JsonNode evaluation = numbers().at("/evaluation");
        assertThat(evaluation.at("/questionSets").asInt()).isEqualTo(1);
        assertThat(evaluation.at("/answerers").findValuesAsText("answerer")).containsExactly("ada", "eve", "free");
        assertThat(evaluation.at("/answerers").findValuesAsText("kind")).containsExactly("teacher", "model", "student");
        assertThat(evaluation.at("/bestTeacher/answerer").asText()).isEqualTo("ada");
        assertThat(evaluation.at("/bestStudent/accuracy").asDouble()).isZero();
        assertThat(evaluation.at("/comparison/difference").asDouble()).isEqualTo(-1);
        assertThat(evaluation.at("/comparison/better").asText()).isEqualTo("ada");
        assertThat(evaluation.at("/answerers/0/onFront").asBoolean()).isTrue();
        assertThat(evaluation.at("/answerers/0/usdPerThousand").asDouble()).isPositive();
        assertThat(said.text())
                .contains(
                        "The student free is right in 0.0% of 12 questions with 8.0 tokens an answer; the best teacher,"
                                + " ada, in 100.0% with 40.");
        assertThat(page()).contains("McNemar p &#x3D; 0.0005").contains("ada is better.");
    }

    @Test
    void shouldNotHoldOtherQuestionsAgainstEachOther() throws IOException {
        pipeline().evaluate();
        Files.writeString(folder.resolve("other.jsonl"), question(70, "\"gold\": \"71\""));
        pipeline("evaluate.questions.paths", folder + "/other.jsonl", "evaluate.answerers", "[mia]")
                .evaluate();
        pipeline().report();

        JsonNode evaluation = numbers().at("/evaluation");
        assertThat(evaluation.at("/questionSets").asInt()).isEqualTo(2);
        assertThat(evaluation.at("/answerers/2/answerer").asText()).isEqualTo("mia");
        assertThat(evaluation.at("/answerers/2/questionSet").asInt()).isEqualTo(2);
        assertThat(page())
                .contains("Answerers were asked 2 different sets of questions")
                .contains("Set 2 of questions")
                .contains("not to be held against those");
    }

    @Test
    void shouldEvaluateThoseWhoAreThereAtTheEndOfARun() throws IOException {
        pipeline(
                        "questions.paths",
                        folder + "/test.jsonl",
                        "selection.preset",
                        "single-teacher",
                        "selection.diversity.k",
                        "1",
                        "evaluate.answerers",
                        "[ada, later/free]")
                .run();

        assertThat(said.text()).contains("Not evaluated, for they are not there: later/free.");
        assertThat(numbers().at("/evaluation/answerers").findValuesAsText("answerer"))
                .containsExactly("ada");
        assertThat(numbers().at("/lineage/steps").findValuesAsText("step")).contains("generate", "select", "evaluate");
    }
}
