package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.dataset.DistillColumns;
import dev.twt.model.TinyStudent;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rationales made shorter by a teacher at a real server, in a real workspace. */
class CompressStepTest {
    private static final int QUESTIONS = 8;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final RewritingApi api = new RewritingApi();
    private Captured said = new Captured();
    private FaultyServer server;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(api);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teacher-defaults {
                  backend = openai
                  endpoint.urls = "%2$s"
                  sampling { temperature = 0, max-tokens = 200 }
                  limits.in-flight = 4
                  price { input = 1, output = 10 }
                }
                teachers.ada.model = ada
                selection.diversity.k = 1
                compress { budgets = [0.5], student = none, least-tokens = 4 }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Pipeline pipeline(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        Console console = new Console(said.stream(), said.stream(), false, new Terminal(false, 100));
        return TwtPipeline.on(spark, RunConfigs.effective(folder.resolve("run.conf"), overrides), console);
    }

    private void select(String... sets) {
        pipeline(sets).generate();
        pipeline(sets).select();
        api.forget();
        said = new Captured();
    }

    private Path workspace(String child) {
        return folder.resolve("workspace").resolve(child);
    }

    private List<String> read(String child, String... columns) {
        return spark
                .read()
                .parquet(workspace(child).toString())
                .selectExpr("concat_ws(' ', " + String.join(", ", columns) + ")")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private JsonNode figures() throws IOException {
        return new ObjectMapper().readTree(workspace("run.json").toFile()).at("/steps/compress/figures");
    }

    @Test
    void shouldRewriteJudgeAndWriteTheStage() throws IOException {
        select();
        pipeline().compress();

        assertThat(api.rests()).containsExactly(0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
        assertThat(api.rewrites()).allMatch(prompt -> prompt.contains("<solution>\nLet us think, says ada"));
        assertThat(read("compressed", "try", "verdict", "taken"))
                .containsExactly(
                        "1 accepted true",
                        "1 accepted true",
                        "1 other-answer false",
                        "1 other-answer false",
                        "1 over-budget false",
                        "1 over-budget false",
                        "1 over-budget true",
                        "1 over-budget true",
                        "2 accepted true",
                        "2 accepted true",
                        "2 other-answer false",
                        "2 other-answer false",
                        "2 over-budget false",
                        "2 over-budget false");
        List<Row> set = spark.read()
                .parquet(workspace("distill/stage=compressed").toString())
                .orderBy("question_id")
                .collectAsList();
        assertThat(set).hasSize(6);
        assertThat(set.get(0).schema())
                .isEqualTo(spark.read()
                        .parquet(workspace("distill/stage=full").toString())
                        .schema());
        Row first = set.stream()
                .filter(row -> row.getAs("question_id").equals("q4"))
                .findFirst()
                .orElseThrow();
        assertThat(first.<Row>getList(first.fieldIndex(DistillColumns.COMPLETION))
                        .get(0)
                        .getString(1))
                .isEqualTo("4 + 1 = 5.\nThe answer is 5.");
        assertThat(first.<Row>getList(first.fieldIndex(DistillColumns.PROMPT))
                        .get(0)
                        .getString(1))
                .startsWith("Question: What is 4 + 1");
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=compressed").toString())
                        .join(
                                spark.read()
                                        .parquet(workspace("responses").toString())
                                        .where("purpose = 'compressed'"),
                                "request_id")
                        .count())
                .as("lineage of the rewrites")
                .isEqualTo(6);
        assertThat(spark.read()
                        .parquet(workspace("compressed").toString())
                        .where("taken")
                        .selectExpr("original_request_id as request_id")
                        .join(
                                spark.read()
                                        .parquet(workspace("distill/stage=full").toString()),
                                "request_id")
                        .count())
                .as("lineage of the originals")
                .isEqualTo(6);
        JsonNode stage = figures().at("/stages/compressed");
        assertThat(stage.at("/rationales").asInt()).isEqualTo(8);
        assertThat(stage.at("/shortened").asInt()).isEqualTo(4);
        assertThat(stage.at("/firstTry").asInt()).isEqualTo(2);
        assertThat(stage.at("/tooLong").asInt()).isEqualTo(2);
        assertThat(stage.at("/dropped").asInt()).isEqualTo(2);
        assertThat(said.text())
                .contains("Try 1 of 2: 8 rationales to rewrite")
                .contains("Try 2 of 2: 6 rationales to rewrite")
                .containsPattern("compressed +0.50 +8 +4 +2 +2 +0 +2")
                .containsPattern("compressed: \\d+ tokens of rationales became \\d+")
                .contains("tries that were rejected: other-answer 4, over-budget 6");
        assertThat(workspace("distill/README.md"))
                .content()
                .contains("| compressed | 6 |")
                .contains("| full | 8 |")
                .contains("data_files: stage=compressed/*.parquet")
                .contains("made shorter by teacher to 0.5 of their tokens");
    }

    @Test
    void shouldAskNothingAgainAndForAnotherBudgetOnlyWhatIsNew() {
        select();
        pipeline().compress();
        List<String> table = read("compressed", "original_request_id", "request_id", "try", "verdict", "taken");
        api.forget();

        pipeline().compress();
        assertThat(api.rewrites()).isEmpty();
        assertThat(read("compressed", "original_request_id", "request_id", "try", "verdict", "taken"))
                .isEqualTo(table);

        pipeline("compress.budgets", "[0.5, 0.3]", "compress.attempts", "1").compress();
        assertThat(api.rewrites()).as("the first try of the new budget").hasSize(QUESTIONS);
        assertThat(workspace("distill/stage=compressed")).doesNotExist();
        assertThat(read("distill/stage=compressed-1", "question_id")).hasSize(6);
        assertThat(read("distill/stage=compressed-2", "question_id")).hasSize(6);
        api.forget();

        pipeline("compress.attempts", "1").compress();
        assertThat(api.rewrites()).isEmpty();
        assertThat(workspace("distill/stage=compressed-1")).doesNotExist();
    }

    @Test
    void shouldKeepTheOriginalWhereAskedTo() {
        select();
        pipeline("compress.fallback", "original").compress();

        assertThat(read("compressed", "verdict", "taken")).contains("original true");
        assertThat(read("distill/stage=compressed", "completion[0].content"))
                .hasSize(8)
                .anyMatch(text -> text.startsWith("Let us think, says ada"));
        assertThat(said.text()).containsPattern("compressed +0.50 +8 +4 +2 +2 +2 +0");
    }

    @Test
    void shouldGoOnAfterAStopAndBuyNothingTwice() {
        select();
        Pipeline first = pipeline();
        server.from((request, exchange) -> {
            if (api.rewrites().size() == 10) {
                first.stop();
            }
            api.serve(request, exchange);
        });
        assertThatThrownBy(first::compress).isInstanceOf(StoppedEarly.class).hasMessageContaining("you asked for it");
        int recorded = Math.toIntExact(spark.read()
                .parquet(workspace("responses").toString())
                .where("purpose = 'compressed'")
                .count());
        assertThat(recorded).isBetween(9, 13);
        assertThat(workspace("distill/stage=compressed")).doesNotExist();

        server.from(api);
        api.forget();
        pipeline().compress();
        assertThat(api.rewrites()).hasSize(14 - recorded);
        assertThat(api.asked()).isEmpty();
        assertThat(read("distill/stage=compressed", "question_id")).hasSize(6);
    }

    @Test
    void shouldHoldTheBudgetOfTheWorkspace() {
        select();

        assertThatThrownBy(() -> pipeline("budget.usd", "0.0098").compress())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget");
        assertThat(api.rewrites()).hasSizeBetween(1, 13);
    }

    @Test
    void shouldGiveARationaleBackToWhoWroteIt() throws IOException {
        Files.writeString(
                folder.resolve("run.conf"),
                "\nteachers.bob.model = bob\nselection.diversity.k = 2\n",
                java.nio.file.StandardOpenOption.APPEND);
        select();
        pipeline("compress.attempts", "1").compress();

        List<String> teachers = read("compressed", "original_teacher", "teacher");
        assertThat(teachers).contains("ada ada", "bob bob").doesNotContain("ada bob", "bob ada");
        api.forget();
        pipeline("compress.attempts", "1", "compress.teachers", "[bob]").compress();
        assertThat(read("compressed", "original_teacher", "teacher")).contains("ada bob", "bob bob");
        assertThat(api.rewrites()).as("what ada wrote is new to bob").hasSize(QUESTIONS);
    }

    @Test
    void shouldAskNobodyWhereSentencesAreKept() {
        select();
        pipeline("compress.by", "sentences").compress();
        assertThat(read("distill/stage=compressed", "question_id", "completion[0].content"))
                .hasSize(8)
                .contains("q4 Counting on gives 4 + 1 = 5, as one finds. So we have come to 5 in the end.\nThe answer"
                        + " is 5.");
        pipeline("compress.by", "sentences", "compress.budgets", "[0.8]").compress();
        assertThat(read("distill/stage=compressed", "completion[0].content"))
                .allMatch(text -> text.startsWith("We have the number"));
        pipeline("compress.by", "steps", "compress.budgets", "[0.8]").compress();
        assertThat(read("distill/stage=compressed", "question_id", "completion[0].content"))
                .contains("q4 Counting on gives 4 + 1 = 5, as one finds. So we have come to 5 in the end.\nThe answer"
                        + " is 5.");
        assertThat(api.rewrites()).isEmpty();
        assertThat(read("compressed", "by", "teacher")).allMatch("steps ada"::equals);
    }

    @Test
    void shouldShowTheTryOfAStudentInThisJvm() throws IOException {
        Path student = TinyStudent.write(folder.resolve("student"), 5);
        select();
        String[] sets = {
            "compress.student", student.toString(), "compress.student-max-tokens", "12", "compress.attempts", "1"
        };
        pipeline(sets).compress();

        assertThat(read("responses", "purpose", "teacher").stream().filter("student student"::equals))
                .hasSize(QUESTIONS);
        assertThat(api.rewrites()).hasSize(QUESTIONS).allMatch(prompt -> prompt.contains("The student's own try"));
        assertThat(read("compressed", "attempt_right")).allMatch("false"::equals);
        assertThat(figures().at("/studentTries").asInt()).isEqualTo(QUESTIONS);
        assertThat(said.text())
                .contains("The student tries 8 questions")
                .contains("student: tried 8 questions, 0 of them");
        api.forget();
        pipeline(sets).compress();
        assertThat(api.rewrites()).isEmpty();

        TinyStudent.write(student, 6);
        pipeline(sets).compress();
        assertThat(read("responses", "purpose").stream().filter("student"::equals))
                .as("another student under the same name tries again")
                .hasSize(2 * QUESTIONS);
        pipeline(sets).select();
        assertThat(read("scored", "teacher")).hasSize(QUESTIONS).allMatch("ada"::equals);
    }

    @Test
    void shouldDropTheStageWhenTheSelectionChanges() {
        select();
        pipeline().compress();
        api.forget();
        pipeline("compress.budgets", "[]").select();

        assertThat(workspace("distill/stage=compressed")).doesNotExist();
        assertThat(said.text()).contains("twt compress makes them again");
        pipeline().compress();
        assertThat(api.rewrites()).isEmpty();
        assertThat(read("distill/stage=compressed", "question_id")).hasSize(6);
    }

    @Test
    void shouldPlanWhatItWouldAsk() {
        pipeline().plan();
        assertThat(said.text())
                .contains("compress, stages compressed: at most 8 rationales, so 8 requests a try, at most 2 tries");
        select();
        pipeline().plan();
        assertThat(said.text())
                .containsPattern("ada: 8 rewrites, 0 recorded; ~[\\d,]+ in tokens, 1,600 out at most, at most 0.0\\d");
        pipeline().compress();
        said = new Captured();
        pipeline().plan();
        assertThat(said.text()).contains("ada: 8 rewrites, 8 recorded; ~0 in tokens, 0 out at most, at most 0.00 $");
        said = new Captured();
        pipeline("compress.by", "steps").plan();
        assertThat(said.text()).contains("by steps, no teacher is asked");
    }

    @Test
    void shouldTrainTheFirstStageBeforeAndTheOthersAfter() throws IOException {
        Path student = TinyStudent.write(folder.resolve("student"), 5);
        Files.writeString(
                folder.resolve("train.sh"),
                "cp -r " + student + "/. $TWT_MODEL_OUT; echo $TWT_STAGE $TWT_MODEL_IN >> "
                        + folder.resolve("trained"));
        String[] sets = {
            "compress.student",
            "auto",
            "compress.student-max-tokens",
            "8",
            "train.command",
            "[sh, \"" + folder.resolve("train.sh") + "\"]",
            "train.base-model",
            "base",
            "train.stages",
            "[full, compressed, free]"
        };
        pipeline(sets).run();

        String students = workspace("students/student").toRealPath().toString();
        assertThat(Files.readAllLines(folder.resolve("trained")))
                .containsExactly(
                        "full base",
                        "compressed " + students + "/full/model",
                        "free " + students + "/compressed/model");
        assertThat(workspace("students/student/data/trl/compressed")).exists();
        assertThat(read("responses", "purpose").stream().filter("student"::equals))
                .hasSize(QUESTIONS);
        assertThat(workspace("students/student/README.md")).content().contains("full, then compressed, then free");
    }

    @Test
    void shouldTrainTryRewriteAndTrainOnInThisJvm() throws IOException {
        Path base = TinyStudent.write(folder.resolve("student"), 5);
        String[] sets = {
            "compress.student",
            "auto",
            "compress.student-max-tokens",
            "8",
            "train.base-model",
            base.toString(),
            "train.stages",
            "[full, compressed, free]",
            "train.epochs",
            "1"
        };
        pipeline(sets).run();

        assertThat(read("responses", "purpose").stream().filter("student"::equals))
                .hasSize(QUESTIONS);
        assertThat(workspace("students/student/free/model/adapter_model.safetensors"))
                .exists();
        assertThat(Files.readString(workspace("students/student/compressed/model/twt-stage.json")))
                .contains("students/student/full/model");
        api.forget();

        pipeline(sets).run();
        assertThat(api.rewrites()).isEmpty();
        assertThat(said.text()).contains("stage free is done: nothing it depends on has changed");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> pipeline("compress.budgets", "[]").compress())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("compress.budgets");
        assertThatThrownBy(() -> pipeline().compress())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Run select first");
        select();
        assertThatThrownBy(() -> pipeline("compress.student", "auto").compress())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("students/student/full/model")
                .hasMessageContaining("compress.student = none");
        assertThatThrownBy(() -> pipeline("compress.student", folder.toString()).compress())
                .as("a folder that is no model")
                .isInstanceOf(UserException.class);
        assertThat(api.rewrites()).isEmpty();
    }

    @Test
    void shouldNotBeginARunThatWillHaveNoStudent() {
        assertThatThrownBy(() -> pipeline("compress.student", "auto").run())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("compress.student = none");
        assertThatThrownBy(() -> pipeline("compress.student", "auto", "train.command", "[sh]", "train.stages", "[free]")
                        .run())
                .hasMessageContaining("train.stages");
        assertThat(api.asked()).isEmpty();
    }
}
