package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.Workspace;
import dev.twt.dataset.WorkspaceLock;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import dev.twt.testing.SparkSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All steps on a real session and real files; the teachers replay what they were told. */
class TwtPipelineTest {
    private static final List<String> QUESTIONS = List.of("What is 2 + 3?", "What is 4 * 5?", "What is 9 - 1?");
    private static final List<String> GOLD = List.of("5", "20", "8");

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeRun() throws IOException {
        StringBuilder questions = new StringBuilder("{broken\n");
        for (int i = 0; i < QUESTIONS.size(); i++) {
            questions.append("{\"question_id\": \"q%d\", \"question\": \"%s\", \"task\": \"math\"}%n"
                    .formatted(i, QUESTIONS.get(i)));
        }
        Files.writeString(folder.resolve("questions.jsonl"), questions);
        teacher("careful", "By counting on, one finds it.", 0.99);
        teacher("quick", "That is known by heart!", 0.97);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teacher-defaults.backend = replay
                teachers {
                  careful { model = "%1$s/careful.jsonl" }
                  quick { model = "%1$s/quick.jsonl" }
                }
                """.formatted(folder));
    }

    private void teacher(String name, String rationale, double confidence) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < QUESTIONS.size(); i++) {
            // The quick one is unsure of the last question.
            double stated = name.equals("quick") && i == 2 ? 0.4 : confidence;
            String user = Tasks.named("math")
                    .teacherPrompt(Question.of(QUESTIONS.get(i)), 0)
                    .user();
            rows.append(
                    "{\"user\": \"%s\", \"text\": \"%s\\nAnswer: %s\\nConfidence: %s\", \"completion_tokens\": 12}%n"
                            .formatted(user.replace("\n", "\\n"), rationale, GOLD.get(i), stated));
        }
        Files.writeString(folder.resolve(name + ".jsonl"), rows);
    }

    private Pipeline pipeline(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                true,
                Terminal.detect());
        return TwtPipeline.on(spark, RunConfigs.effective(folder.resolve("run.conf"), overrides), console);
    }

    private Path workspace(String child) {
        return folder.resolve("workspace").resolve(child);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldMakeADistillationSetOfQuestions() {
        pipeline().run();

        List<Row> set =
                spark.read().parquet(workspace("distill/stage=full").toString()).collectAsList();
        assertThat(set).hasSize(5).allSatisfy(row -> {
            assertThat(row.<Row>getList(row.fieldIndex(DistillColumns.COMPLETION))
                            .get(0)
                            .getString(1))
                    .contains("The answer is ");
        });
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=free").toString())
                        .select("question_id")
                        .distinct()
                        .count())
                .isEqualTo(3);
        assertThat(workspace("distill/README.md"))
                .content()
                .contains("| full | 5 |")
                .contains("| free | 3 |");
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
    void shouldShowTheRunOnOneScreen() {
        pipeline().run();

        assertThat(said())
                .contains("3 questions; 1 of 4 rows cannot be used")
                .contains("kept 5 of 6 answers, for 3 of 3 questions")
                .contains("quality 1")
                .contains("stated confidence above 0.95")
                .contains("What is 2 + 3?")
                .contains("workspace/distill");
        assertThat(said().lines().filter(line -> line.startsWith("careful"))).hasSize(2);
    }

    @Test
    void shouldKeepEveryCandidateWithTheReasonOfItsRejection() {
        pipeline().run();

        List<Row> rejected = spark.read()
                .parquet(workspace("scored").toString())
                .where("not kept")
                .select("question_id", "teacher", "rejected_by", "confidence")
                .collectAsList();
        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.getString(0)).isEqualTo("q2");
            assertThat(row.getString(1)).isEqualTo("quick");
            assertThat(row.getString(2)).isEqualTo("quality");
            assertThat(row.getDouble(3)).isEqualTo(0.4);
        });
    }

    @Test
    void shouldWriteACardAndARecordWithoutMachinery() throws IOException {
        pipeline().run();

        assertThat(workspace("distill/README.md")).content().contains("careful").contains("stage=full");
        assertThat(workspace("run.json")).content().contains("\"generate\"").contains("\"done\"");
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
        pipeline("selection.quality.threshold", "0.3").select();

        assertThat(spark.read()
                        .parquet(workspace("distill/stage=full").toString())
                        .count())
                .isEqualTo(6);
    }

    @Test
    void shouldExplainWhatBecameOfAQuestion() {
        pipeline().run();
        out.reset();
        err.reset();
        pipeline().explain("q2");

        assertThat(said())
                .contains("q2 (math): 2 answers, 1 kept")
                .contains("What is 9 - 1?")
                .contains("rule: stated confidence above 0.95")
                .containsPattern("\\* careful +0 8 +0.99 +- +1.00 +0.990 +1 +kept")
                .containsPattern("  quick +0 8 +0.40 +- +1.00 +0.400 +- +quality is not above the threshold")
                .contains("By counting on, one finds it. => 8");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        out.reset();
        pipeline("selection.quality.threshold", "0.3").explain("q0");
        assertThat(said()).contains("2 kept").contains("similarity of the kept rationales: ");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("now says another rule")
                .contains("above 0.3");
    }

    @Test
    void shouldSayWhichQuestionsThereAreToExplain() {
        assertThatThrownBy(() -> pipeline().explain("q2")).hasMessageContaining("Run select first");
        pipeline().run();
        assertThatThrownBy(() -> pipeline().explain("q9"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no question of that id; it has q0, q1, q2");
    }

    @Test
    void shouldTryValuesOfAKeyWithoutChangingTheSet() throws IOException {
        pipeline().run();
        String scored = names("scored");
        out.reset();
        pipeline().sweep("quality.threshold=0.3..0.98/3");

        assertThat(said())
                .contains("selection.quality.threshold, over 6 answers to 3 questions:")
                .containsPattern("0.3 +6 +100.0% +6 +3 +100.0%")
                .containsPattern("0.64 +5 +83.3% +5 +3 +100.0%")
                .containsPattern("0.98 +3 +50.0% +3 +3 +100.0%")
                .contains("no gold answers");
        assertThat(workspace("sweeps/selection.quality.threshold.csv"))
                .content()
                .contains("0.64,6,5,5,3,3,");
        assertThat(ImageIO.read(workspace("sweeps/selection.quality.threshold.png")
                                .toFile())
                        .getWidth())
                .isEqualTo(900);
        assertThat(names("scored")).isEqualTo(scored);
        assertThatThrownBy(() -> pipeline().sweep("quality.threshold=0.5..1.5"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("threshold");
    }

    private String names(String part) throws IOException {
        try (var files = Files.list(workspace(part))) {
            return files.map(Path::toString).sorted().toList().toString();
        }
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
                .hasMessageContaining("every teacher was given up");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("careful").contains("no recorded answer");
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
