package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.task.StudentPrompts;
import dev.twt.testing.SelectionSpark;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class FreeStageTest {
    private static final StructType SCORED = new StructType()
            .add("request_id", "string")
            .add("question_id", "string")
            .add("teacher", "string")
            .add("rationale", "string")
            .add("answer", "string")
            .add("completion_tokens", "int")
            .add("quality_rank", "int")
            .add("kept", "boolean");
    private static final Split SPLIT = Split.byQuestion(0.5, 42);

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldTakeTheAnswerOfTheBestKeptCandidateOfEachQuestionAlone() {
        Map<String, Row> examples = examples(
                scored("a", "q1", "41", 3, true),
                scored("b", "q1", "42", 2, true),
                scored("c", "q1", "40", 1, false),
                scored("d", "q2", "7", 1, true),
                scored("e", "q3", "8", 1, false));

        assertThat(examples).containsOnlyKeys("q1", "q2");
        assertThat(examples.get("q1").<String>getAs(DistillColumns.REQUEST_ID)).isEqualTo("b");
        assertThat(completion(examples.get("q1"))).isEqualTo(StudentPrompts.completion("math", "", "42"));
        assertThat(examples.get("q1").<Integer>getAs(DistillColumns.RATIONALE_TOKENS))
                .isNull();
    }

    @Test
    void shouldTakeTheSmallerRequestAmongEqualsWhateverTheOrderOfTheRows() {
        Row one = scored("a", "q1", "41", 1, true);
        Row two = scored("b", "q1", "42", 1, true);

        assertThat(completion(examples(one, two).get("q1"))).isEqualTo("The answer is 41.");
        assertThat(completion(examples(two, one).get("q1"))).isEqualTo("The answer is 41.");
    }

    @Test
    void shouldAskAndHoldOutAsStageFullDoes() {
        Row[] rows = IntStream.range(1, 4)
                .mapToObj(i -> scored("r" + i, "q" + i, "1", 1, true))
                .toArray(Row[]::new);
        Map<String, Row> full = byQuestion(FullStage.from(scored(rows), questions(), SPLIT));

        examples(rows).forEach((question, free) -> {
            assertThat(free.schema()).isEqualTo(full.get(question).schema());
            assertThat(free.<Object>getAs(DistillColumns.PROMPT))
                    .isEqualTo(full.get(question).getAs(DistillColumns.PROMPT));
            assertThat(free.<String>getAs(DistillColumns.SPLIT))
                    .isEqualTo(full.get(question).getAs(DistillColumns.SPLIT));
        });
        assertThat(full).hasSize(3);
    }

    @Test
    void shouldStopAtAnAnswerWithoutItsQuestion() {
        assertThatThrownBy(() -> examples(scored("r1", "lost", "42", 1, true)))
                .hasStackTraceContaining("not among the questions: lost");
    }

    private static Map<String, Row> examples(Row... scored) {
        return byQuestion(FreeStage.from(scored(scored), questions(), SPLIT));
    }

    private static Map<String, Row> byQuestion(Dataset<Row> examples) {
        return examples.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs(DistillColumns.QUESTION_ID), Function.identity()));
    }

    private static String completion(Row example) {
        List<Row> messages = example.getList(example.fieldIndex(DistillColumns.COMPLETION));
        assertThat(messages).hasSize(1);
        return messages.get(0).getString(1);
    }

    private static Row scored(String request, String question, String answer, int rank, boolean kept) {
        return RowFactory.create(request, question, "t", "Because.", answer, 7, rank, kept);
    }

    private static Dataset<Row> scored(Row... rows) {
        return spark.createDataFrame(List.of(rows), SCORED);
    }

    private static Dataset<Row> questions() {
        List<Row> rows = IntStream.range(1, 4)
                .mapToObj(i -> RowFactory.create("q" + i, "What is it?", null, null, null, "train", "math", null))
                .toList();
        return spark.createDataFrame(rows, QuestionColumns.SCHEMA);
    }
}
