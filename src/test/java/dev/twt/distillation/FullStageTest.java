package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.task.Choice;
import dev.twt.task.Question;
import dev.twt.task.StudentPrompts;
import dev.twt.task.Tasks;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class FullStageTest {
    private static final StructType SCORED = new StructType()
            .add("request_id", "string")
            .add("question_id", "string")
            .add("teacher", "string")
            .add("rationale", "string")
            .add("answer", "string")
            .add("completion_tokens", "int")
            .add("kept", "boolean");
    private static final List<Choice> CHOICES = List.of(new Choice("A", "a cat (small)"), new Choice("B", "a \"dog\""));
    private static final Map<String, Asked> QUESTIONS = new TreeMap<>(Map.of(
            "m", new Asked("math", Question.of("What is 6 * 7?\nSay.")),
            "c", new Asked("choice", new Question("Which one barks?", CHOICES, List.of())),
            "t", new Asked("text", Question.of("Who wrote it?")),
            "x", new Asked("code", new Question("Write f.", List.of(), List.of("t1", "t2", "t3", "hidden"))),
            "y", new Asked("code", Question.of("Write g."))));

    private static final Split SPLIT = Split.byQuestion(0.02, 42);

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldSayWhatTheTaskSaysForEveryKindOfQuestion() {
        List<Row> scored = QUESTIONS.keySet().stream()
                .map(id -> scored("r" + id, id, "Because\nof it. ", "ans", true))
                .toList();
        List<Row> examples = FullStage.from(spark.createDataFrame(scored, SCORED), questions(), SPLIT)
                .collectAsList();
        assertThat(examples).hasSize(QUESTIONS.size());
        for (Row example : examples) {
            Asked asked = QUESTIONS.get(example.<String>getAs(DistillColumns.QUESTION_ID));
            assertThat(message(example, DistillColumns.PROMPT))
                    .isEqualTo(
                            RowFactory.create("user", Tasks.named(asked.task()).studentPrompt(asked.question())));
            assertThat(message(example, DistillColumns.COMPLETION))
                    .isEqualTo(RowFactory.create(
                            "assistant", StudentPrompts.completion(asked.task(), "Because\nof it. ", "ans")));
        }
    }

    @Test
    void shouldTakeKeptCandidatesOnlyAndSayWhereTheyComeFrom() {
        Dataset<Row> scored = spark.createDataFrame(
                List.of(scored("r1", "m", "Yes.", "42", true), scored("r2", "m", "No.", "41", false)), SCORED);
        List<Row> examples = FullStage.from(scored, questions(), SPLIT).collectAsList();
        assertThat(examples).hasSize(1);
        Row example = examples.get(0);
        assertThat(example.<String>getAs("request_id")).isEqualTo("r1");
        assertThat(example.<String>getAs("teacher")).isEqualTo("t");
        assertThat(example.<Integer>getAs("rationale_tokens")).isEqualTo(7);
        assertThat(example.getStruct(example.fieldIndex("chat_template_kwargs")).getBoolean(0))
                .isFalse();
    }

    @Test
    void shouldReadBackWithTheSchemaAndTheStage(@TempDir Path folder) {
        Dataset<Row> scored = spark.createDataFrame(List.of(scored("r1", "m", "Yes.", "42", true)), SCORED);
        DistillationSets.write(FullStage.from(scored, questions(), SPLIT), FullStage.STAGE, folder.toString());
        StructType expected = DistillColumns.SCHEMA.add(DistillColumns.STAGE, "string");
        StructType found = spark.read().parquet(folder.toString()).schema();
        assertThat(found.simpleString()).isEqualTo(expected.simpleString());
        assertThat(folder.resolve("stage=full").toFile().list())
                .filteredOn(file -> !file.startsWith("."))
                .isNotEmpty()
                .allMatch(file -> file.endsWith(".parquet"));
    }

    @Test
    void shouldWriteAStableOrderAndLeaveOtherStagesAlone(@TempDir Path folder) {
        List<Row> rows = IntStream.range(0, 50)
                .mapToObj(i -> scored("r" + i, "m", "Yes " + i, "42", true))
                .toList();
        Dataset<Row> scored = spark.createDataFrame(rows, SCORED);
        DistillationSets.write(FullStage.from(scored, questions(), SPLIT), "free", folder.toString());
        DistillationSets.write(FullStage.from(scored.repartition(1), questions(), SPLIT), "full", folder.toString());
        List<String> first = order(folder);
        DistillationSets.write(FullStage.from(scored.repartition(7), questions(), SPLIT), "full", folder.toString());
        assertThat(order(folder))
                .isEqualTo(first)
                .hasSize(50)
                .isNotEqualTo(first.stream().sorted().toList());
        assertThat(spark.read()
                        .parquet(folder.toString())
                        .where("stage = 'free'")
                        .count())
                .isEqualTo(50);
    }

    @Test
    void shouldStopAtAnAnswerWithoutItsQuestion() {
        Dataset<Row> scored = spark.createDataFrame(List.of(scored("r1", "lost", "Yes.", "42", true)), SCORED);
        assertThatThrownBy(() -> FullStage.from(scored, questions(), SPLIT).collectAsList())
                .hasStackTraceContaining("not among the questions: lost");
    }

    private static List<String> order(Path folder) {
        return spark
                .read()
                .parquet(folder.resolve("stage=full").toString())
                .select("request_id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Row message(Row example, String column) {
        List<Row> messages = example.getList(example.fieldIndex(column));
        assertThat(messages).hasSize(1);
        return RowFactory.create(messages.get(0).getString(0), messages.get(0).getString(1));
    }

    private static Row scored(String request, String question, String rationale, String answer, boolean kept) {
        return RowFactory.create(request, question, "t", rationale, answer, 7, kept);
    }

    private static Dataset<Row> questions() {
        List<Row> rows = QUESTIONS.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        return spark.createDataFrame(rows, QuestionColumns.SCHEMA);
    }

    private static Row row(String id, Asked asked) {
        Question question = asked.question();
        Row[] choices = question.choices().stream()
                .map(choice -> RowFactory.create(choice.label(), choice.text()))
                .toArray(Row[]::new);
        String[] tests = question.tests().toArray(new String[0]);
        return RowFactory.create(
                id,
                question.text(),
                choices.length == 0 ? null : choices,
                null,
                tests.length == 0 ? null : tests,
                "train",
                asked.task(),
                null);
    }

    private record Asked(String task, Question question) {}
}
