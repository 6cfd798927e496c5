package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.dataset.Workspace;
import dev.twt.dataset.WorkspaceLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All steps on a real session and real files; the teachers replay what they were told. */
class TwtPipelineTest extends ReplayedRun {
    @BeforeEach
    void write(@TempDir Path place) throws IOException {
        writeRun(place);
    }

    private String[] decontaminated(String... more) throws IOException {
        Files.writeString(folder.resolve("test.jsonl"), """
                {"id": "t1", "question": "what is 4 * 5"}
                {"id": "t2", "question": "What is 4 - 5?"}
                """);
        Files.writeString(folder.resolve("run.conf"), """
                decontaminate.sets = [ { name = mine, path = "%s/test.jsonl" } ]
                """.formatted(folder), StandardOpenOption.APPEND);
        return more;
    }

    private Map<String, Long> reasons() {
        Map<String, Long> reasons = new HashMap<>();
        spark.read()
                .parquet(workspace("scored").toString())
                .where("not kept")
                .groupBy("question_id", "rejected_by")
                .count()
                .collectAsList()
                .forEach(row -> reasons.put(row.getString(0) + " " + row.getString(1), row.getLong(2)));
        return reasons;
    }

    @Test
    void shouldNotAskWhatStandsInAnEvaluationSet() throws IOException {
        pipeline(decontaminated()).run();

        assertThat(said())
                .contains("kept 3 of 4 answers, for 2 of 2 questions")
                .contains("questions left out: 1 in evaluation sets");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("1 questions are in evaluation sets: they are not asked");
        List<Row> listed =
                spark.read().parquet(workspace("contaminated").toString()).collectAsList();
        assertThat(listed)
                .singleElement()
                .satisfies(row ->
                        assertThat(row.mkString("|")).isEqualTo("q1|mine|t1|exact|1.0|What is 4 * 5?|what is 4 * 5"));
        assertThat(spark.read().parquet(workspace("questions").toString()).count())
                .isEqualTo(3);
        assertThat(workspace("distill/README.md"))
                .content()
                .contains("| questions left out as contaminated | 1, looked for in mine |");
    }

    @Test
    void shouldDropAnswersThatWereAskedBeforeAndKeepTheirScores() throws IOException {
        pipeline().run();
        pipeline(decontaminated()).select();

        assertThat(reasons()).isEqualTo(Map.of("q1 contaminated", 2L, "q2 quality", 1L));
        assertThat(spark.read()
                        .parquet(workspace("scored").toString())
                        .where("question_id = 'q1' and quality is not null and quality_rank is null")
                        .count())
                .isEqualTo(2);
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=full").toString())
                        .where("question_id = 'q1'")
                        .count())
                .isZero();
    }

    @Test
    void shouldKeepOneOfNearDuplicates() throws IOException {
        Files.writeString(
                folder.resolve("questions.jsonl"),
                "{\"question_id\": \"q9\", \"question\": \"what is 2 + 3\", \"task\": \"math\"}\n",
                StandardOpenOption.APPEND);

        pipeline("decontaminate.near-duplicates", "drop").run();

        assertThat(said()).contains("questions left out: 1 near duplicates of others");
        assertThat(spark.read()
                        .parquet(workspace("near_duplicates").toString())
                        .orderBy("question_id")
                        .collectAsList())
                .extracting(row -> row.getString(0) + " " + row.getString(1))
                .containsExactly("q0 q0", "q9 q0");
        assertThat(spark.read()
                        .parquet(workspace("responses").toString())
                        .where("question_id = 'q9'")
                        .count())
                .isZero();
    }

    @Test
    void shouldAskNothingTwice() throws IOException {
        pipeline().generate();
        // Whoever is asked again now has no answer.
        Files.writeString(folder.resolve("careful.jsonl"), "");
        Files.writeString(folder.resolve("quick.jsonl"), "");
        pipeline().generate();

        assertThat(spark.read()
                        .parquet(workspace("responses").toString())
                        .where("outcome <> 'answered'")
                        .count())
                .isZero();
    }

    @Test
    void shouldSelectAgainWithAnotherThresholdWithoutAsking() throws IOException {
        pipeline().run();
        Files.delete(folder.resolve("careful.jsonl"));
        pipeline(
                        "selection.quality.threshold", "0.3",
                        "selection.quality.logprob", "1",
                        "selection.quality.missing", "ignore",
                        "teachers.late.model", "late.jsonl")
                .select();

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("teachers.late: no answer of it is recorded")
                .contains("selection.quality.logprob: not one answer has this score")
                .contains("The others alone count")
                .doesNotContain("selection.quality.confidence");
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=full").toString())
                        .count())
                .isEqualTo(6);
    }

    @Test
    void shouldSayThatExplainNeedsASelection() {
        assertThatThrownBy(() -> pipeline().explain("q2")).hasMessageContaining("Run select first");
    }

    @Test
    void shouldPlanWithoutLeavingAnything() {
        pipeline().plan();

        assertThat(said()).contains("careful").contains("requests");
        assertThat(folder.resolve("workspace")).doesNotExist();
    }

    @Test
    void shouldSayThatOnlySomeQuestionsAreTaken() {
        pipeline("questions.limit", "2").plan();

        assertThat(said()).contains("3 questions, of which the first 2 are taken (questions.limit)");
    }

    @Test
    void shouldTellEveryProblemOfAPlanAtOnce() {
        assertThatThrownBy(() -> pipeline(
                                "teachers.careful.model",
                                "nowhere.jsonl",
                                "teachers.quick.model",
                                "no.jsonl",
                                "strict",
                                "true")
                        .plan())
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.getMessage())
                                .contains("nowhere.jsonl")
                                .contains("no.jsonl")
                                .contains("broken"));
    }

    @Test
    void shouldRefuseAWorkspaceOfOtherQuestions() throws IOException {
        pipeline().generate();
        Path other = Files.copy(folder.resolve("questions.jsonl"), folder.resolve("other.jsonl"));

        assertThatThrownBy(() -> pipeline("questions", other.toString()).generate())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("other.jsonl");
    }

    @Test
    void shouldEndEarlyWithEverythingKeptWhenTheBudgetIsUsedUp() throws IOException {
        assertThatThrownBy(() -> pipeline("budget.tokens", "300").run())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget.tokens")
                .hasMessageContaining("will not be asked again");
        assertThat(workspace("run.json")).content().contains("\"stopped\"");

        pipeline("budget.tokens", "1000000").run();
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=full").toString())
                        .count())
                .isEqualTo(5);
    }

    @Test
    void shouldKeepASecondRunOutOfTheWorkspace() throws IOException {
        pipeline().generate();
        Workspace other =
                Workspace.at(workspace("").toString(), spark.sparkContext().hadoopConfiguration());
        String record = Files.readString(workspace("run.json"));
        try (WorkspaceLock held = WorkspaceLock.take(other, () -> {})) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> pipeline().run())
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("another run is at work");
        }
        assertThat(workspace("run.json")).hasContent(record);
        pipeline().run();
    }

    @Test
    void shouldGiveTheNextCommandAsItCanBeSaid() {
        pipeline("selection.quality.threshold", "0.5", "seed", "3").run();

        assertThat(said())
                .contains("twt select --config " + folder.resolve("run.conf"))
                .contains("--set seed=3")
                .contains("--set selection.quality.threshold=0.6");
    }

    @Test
    void shouldSayThatSelectNeedsAnswers() {
        assertThatThrownBy(() -> pipeline().select())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Run generate or import first");
    }

    @Test
    void shouldEndEarlyWithEverythingKeptWhenEveryTeacherIsGivenUp() throws IOException {
        StringBuilder questions = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            questions.append("{\"question\": \"What is %d + 1?\", \"task\": \"math\"}%n".formatted(i));
        }
        Files.writeString(folder.resolve("questions.jsonl"), questions);

        assertThatThrownBy(() -> pipeline("generation.max-failure-share", "0.5").generate())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("every teacher was given up")
                .hasMessageContaining("that failed or were cut off will be");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("careful").contains("no recorded answer");
    }

    @Test
    void shouldSayWhyEveryOneOfAFewRequestsFailed() throws IOException {
        Files.writeString(
                folder.resolve("questions.jsonl"), "{\"question\": \"What is 7000 + 1?\", \"task\": \"math\"}\n");

        assertThatThrownBy(() -> pipeline().generate())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("every request failed");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("careful: ")
                .contains("requests failed; most often: no recorded answer");
    }

    @Test
    void shouldImportAnswersMadeElsewhereAndSelectFromThem() throws IOException {
        Files.writeString(folder.resolve("made.jsonl"), """
                {"id": "q0", "said": "Two and three make five.\\nAnswer: 5\\nConfidence: 0.99"}
                {"id": "q1", "said": "Four fives are twenty.\\nAnswer: 20\\nConfidence: 0.98"}
                {"id": "q9", "said": "Nobody asked this."}
                """);
        Files.writeString(folder.resolve("run.conf"), """
                import.sources = [ {
                  path = "%1$s/made.jsonl", teacher = elsewhere, fields { question_id = id, text = said }
                } ]
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                """.formatted(folder));
        pipeline().run();

        assertThat(said()).contains("elsewhere: 2 answers new");
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=full").toString())
                        .count())
                .isEqualTo(2);
    }
}
