package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.twt.config.DataFormat;
import dev.twt.config.ImportSource;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.Questions;
import dev.twt.dataset.Workspace;
import dev.twt.task.Tasks;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class ResponseImportTest {
    private static final TaskConfig CHOICE = new TaskConfig("choice", Duration.ofSeconds(1));
    private static final TaskConfig MATH = new TaskConfig("math", Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final SparkSession spark;
    private Workspace workspace;

    ResponseImportTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void workspace() {
        workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
    }

    private static String fixture(String name) {
        try {
            return Path.of(ResponseImportTest.class
                            .getResource("/generation/" + name)
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static QuestionsConfig questions() {
        return new QuestionsConfig(
                List.of(fixture("questions.jsonl")),
                DataFormat.AUTO,
                Map.of("question", "question.stem", "choices", "question.choices", "gold", "answerKey"),
                0,
                "");
    }

    private static QuestionsConfig noQuestions() {
        return new QuestionsConfig(List.of(), DataFormat.AUTO, Map.of(), 0, "");
    }

    private static ImportSource source(String file, String teacher, Map<String, String> fields, String join) {
        return new ImportSource(fixture(file), DataFormat.AUTO, teacher, "", fields, join, "\n\nQ:", "");
    }

    private ImportResult run(TaskConfig task, QuestionsConfig questions, boolean strict, ImportSource... sources) {
        return new ResponseImport(spark, workspace, task, Tasks::named, strict).run(List.of(sources), questions);
    }

    private List<Row> ledger() {
        return Ledger.open(spark, workspace)
                .rows()
                .orderBy("teacher", "question_id", "sample")
                .collectAsList();
    }

    private static ImportSource runsOn() {
        return source(
                "runs-on.jsonl", "palm", Map.of("question_id", "id", "question", "question", "text", "palm"), "id");
    }

    @Test
    void shouldJoinByIdCutWhatRunsOnAndSayWhyRowsAreLeftOut() {
        ImportResult result = run(CHOICE, questions(), false, runsOn());

        assertThat(ledger())
                .extracting(r -> r.getAs("question_id"), r -> r.getAs("answer"), r -> r.getAs("outcome"))
                .containsExactly(tuple("own-1", "B", "answered"), tuple("own-2", "C", "answered"));
        assertThat(ledger().get(0).<String>getAs("text"))
                .endsWith("(b) in the freezer.")
                .doesNotContain("Q:");
        assertThat(result.questions().questions()).isEqualTo(4);
        ImportFigures figures = result.sources().get(0);
        assertThat(figures.added()).isEqualTo(2);
        assertThat(figures.answers()).isEqualTo(2);
        assertThat(figures.rejected())
                .containsEntry("no such question", 1L)
                .containsEntry("the question with this id is another one", 1L)
                .containsEntry("no text at 'palm'", 1L)
                .hasSize(4);
        assertThat(spark.read()
                        .parquet(workspace.rejected())
                        .filter("step = 'import'")
                        .count())
                .isEqualTo(4);
        assertThat(Questions.stored(spark, workspace).count()).isEqualTo(4);
    }

    @Test
    void shouldAddNothingWhenTheSameFileComesAgain() {
        run(CHOICE, questions(), false, runsOn());
        List<Row> before = ledger();

        ImportResult again = run(CHOICE, questions(), false, runsOn());

        assertThat(again.sources().get(0).added()).isZero();
        assertThat(again.sources().get(0).known()).isEqualTo(2);
        assertThat(Ledger.open(spark, workspace).all().count()).isEqualTo(2);
        assertThat(ledger()).isEqualTo(before);
    }

    @Test
    void shouldJoinByTextAndTellQuestionsApartByTheirOptions() {
        ImportResult result = run(
                CHOICE,
                questions(),
                false,
                source("options-inside.json", "llama", Map.of("question", "input", "text", "gen_label"), "question"),
                source(
                        "people.jsonl",
                        "people",
                        Map.of("question_id", "id", "text", "abstractive_explanation", "answer", "answer"),
                        "id"));

        assertThat(ledger())
                .extracting(r -> r.getAs("teacher"), r -> r.getAs("question_id"), r -> r.getAs("answer"))
                .containsExactly(
                        tuple("llama", "own-1", "B"),
                        tuple("llama", "own-4", "B"),
                        tuple("people", "own-1", "B"),
                        tuple("people", "own-2", "C"));
        assertThat(ledger().get(2).<String>getAs("rationale")).isEqualTo("a freezer keeps things frozen");
        assertThat(result.sources().get(0).rejected())
                .containsExactly(Map.entry("several questions have this text", 1L));
    }

    @Test
    void shouldTakeSeveralSamplesOfARowAndTheRowsOwnQuestions() {
        run(
                MATH,
                noQuestions(),
                false,
                source(
                        "nested.jsonl",
                        "mini",
                        Map.of("question_id", "id", "question", "input", "text", "cot.generation[*]", "gold", "target"),
                        "none"));

        assertThat(ledger())
                .extracting(r -> r.getAs("question_id"), r -> r.getAs("sample"), r -> r.getAs("answer"))
                .containsExactly(tuple("3", 0, "7"), tuple("3", 1, "7"), tuple("4", 0, "30"), tuple("4", 1, "11"));
        assertThat(Questions.stored(spark, workspace).orderBy("question_id").collectAsList())
                .extracting(r -> r.getString(0), r -> r.getAs("gold"), r -> r.getAs("task"))
                .containsExactly(tuple("3", "7", "math"), tuple("4", "30", "math"));
    }

    @Test
    void shouldReadBatchOutputWithTokensLogprobsAndEveryKindOfEnd() {
        ImportResult result = run(
                CHOICE,
                questions(),
                false,
                new ImportSource(fixture("batch.jsonl"), DataFormat.OPENAI_BATCH, "some", "", Map.of(), "id", "", ""));

        List<Row> rows = ledger();
        assertThat(rows)
                .extracting(r -> r.getAs("question_id"), r -> r.getAs("sample"), r -> r.getAs("outcome"))
                .containsExactly(
                        tuple("own-1", 0, "answered"),
                        tuple("own-2", 0, "truncated"),
                        tuple("own-2", 1, "answered"),
                        tuple("own-3", 0, "refused"));
        Row first = rows.get(0);
        assertThat(first.<String>getAs("answer")).isEqualTo("B");
        assertThat(first.<Double>getAs("stated_confidence")).isEqualTo(0.98);
        assertThat(first.<Float>getList(first.fieldIndex("token_logprobs"))).containsExactly(-0.5f, -0.25f);
        assertThat(first.<Integer>getAs("completion_tokens")).isEqualTo(2);
        assertThat(first.<String>getAs("model")).isEqualTo("some-model-2");
        assertThat(rows.get(2).<String>getAs("rationale")).isEqualTo("Rain falls from above.");
        assertThat(rows.get(2).<Integer>getAs("completion_tokens"))
                .as("counted for both choices")
                .isNull();
        assertThat(result.sources().get(0).rejected().keySet())
                .anyMatch(reason -> reason.contains("completion window expired"))
                .anyMatch(reason -> reason.contains("status 429"));
    }

    @Test
    void shouldReadTheProbabilityOfTheAnswersTokensWhereTheyMakeTheText() throws IOException {
        Path made = Files.writeString(folder.resolve("made.jsonl"), """
                {"id": "own-1", "text": "Ice.\\nAnswer: B", "lp": [-2, -1, -0.5], "tokens": ["Ice.\\n", "Answer:", " B"]}
                {"id": "own-2", "text": "Rain.\\nAnswer: B", "lp": [-2, -1, -0.5], "tokens": ["Ice.\\n", "Answer:", " B"]}
                {"id": "own-3", "text": "Sun.\\nAnswer: B", "lp": [-2, -1, -0.5]}
                """);
        run(
                CHOICE,
                questions(),
                false,
                new ImportSource(
                        made.toString(),
                        DataFormat.AUTO,
                        "some",
                        "",
                        Map.of("question_id", "id", "token_logprobs", "lp", "token_texts", "tokens"),
                        "id",
                        "",
                        ""));

        List<Row> rows = ledger();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).<Double>getAs("span_probability")).isCloseTo(Math.exp(-0.5), within(1e-6));
        assertThat(rows.get(1).<Double>getAs("span_probability")).isNull();
        assertThat(rows.get(2).<Double>getAs("span_probability")).isNull();
    }

    @Test
    void shouldReadTheLedgersOwnColumnsFromParquet() {
        run(CHOICE, questions(), false, runsOn());
        Workspace other = Workspace.at(
                folder.resolve("other").toString(), spark.sparkContext().hadoopConfiguration());
        ImportSource parquet = new ImportSource(
                workspace.responses(),
                DataFormat.AUTO,
                "palm-again",
                "m",
                Map.of("answer", "answer", "rationale", "rationale"),
                "id",
                "",
                "");

        new ResponseImport(spark, other, CHOICE, Tasks::named, true).run(List.of(parquet), questions());

        assertThat(Ledger.open(spark, other).rows().orderBy("question_id").collectAsList())
                .extracting(r -> r.getAs("teacher"), r -> r.getAs("model"), r -> r.getAs("answer"))
                .containsExactly(tuple("palm-again", "m", "B"), tuple("palm-again", "m", "C"));
    }

    @Test
    void shouldEndBeforeAnythingIsAddedWhenStrict() {
        assertThatThrownBy(() -> run(CHOICE, questions(), true, runsOn()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("runs-on.jsonl")
                .hasMessageContaining("no such question")
                .hasMessageContaining("strict = false");
        assertThat(ledger()).isEmpty();
    }

    @Test
    void shouldRefuseASourceOfWhichNoRowCanBeUsed() {
        assertThatThrownBy(() -> run(
                        CHOICE,
                        questions(),
                        false,
                        source("people.jsonl", "people", Map.of("question_id", "id", "text", "explanation"), "id")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no row can be used")
                .hasMessageContaining("no text at 'explanation'");
    }

    @Test
    void shouldAskForQuestionsWhereNoneAreGiven() {
        assertThatThrownBy(() -> run(CHOICE, noQuestions(), false, runsOn()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("questions.paths");
    }
}
