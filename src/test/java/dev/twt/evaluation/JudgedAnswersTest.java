package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import dev.twt.testing.SparkSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class JudgedAnswersTest {
    private static final StructType ANSWERS = new StructType()
            .add(EvaluationColumns.QUESTION_ID, DataTypes.StringType)
            .add(EvaluationColumns.REQUEST_ID, DataTypes.StringType)
            .add(EvaluationColumns.ANSWERER, DataTypes.StringType)
            .add(EvaluationColumns.SAMPLE, DataTypes.IntegerType)
            .add(EvaluationColumns.MODEL, DataTypes.StringType)
            .add(EvaluationColumns.OUTCOME, DataTypes.StringType)
            .add(EvaluationColumns.ANSWER, DataTypes.StringType)
            .add(EvaluationColumns.OUTPUT_TOKENS, DataTypes.IntegerType)
            .add(EvaluationColumns.SECONDS, DataTypes.DoubleType)
            .add(EvaluationColumns.USD, DataTypes.DoubleType)
            .add(EvaluationColumns.QUESTION, DataTypes.StringType)
            .add(QuestionColumns.CHOICES, DataTypes.createArrayType(QuestionColumns.CHOICE))
            .add(EvaluationColumns.GOLD, DataTypes.StringType)
            .add(EvaluationColumns.TASK, DataTypes.StringType)
            .add(EvaluationColumns.META, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
            .add(ScoredColumns.TESTS_PASSED, DataTypes.BooleanType)
            .add(ScoredColumns.VERDICT, DataTypes.StringType);

    private final SparkSession spark = SparkSessions.shared();
    private final List<Row> rows = new ArrayList<>();

    private void add(String id, String task, String outcome, String answer, String gold, Boolean passed) {
        rows.add(RowFactory.create(
                id,
                "r" + id,
                "free",
                0,
                "m",
                outcome,
                answer,
                5,
                0.1,
                0.0,
                "What?",
                null,
                gold,
                task,
                null,
                passed,
                passed == null ? null : "said"));
    }

    private Map<String, Boolean> judged() {
        Dataset<Row> judged = JudgedAnswers.of(spark.createDataFrame(rows, ANSWERS), Duration.ofSeconds(2));
        assertThat(judged.schema().fieldNames()).isEqualTo(EvaluationColumns.SCHEMA.fieldNames());
        return judged.collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> row.getAs(EvaluationColumns.QUESTION_ID), row -> row.getAs(EvaluationColumns.CORRECT)));
    }

    @Test
    void shouldTakeWhatTheTaskTakesForTheSame() {
        assertThat(Tasks.named("math").equivalent("0.67", "2/3", Question.of("What?")))
                .as("the texts differ and mean the same")
                .isTrue();
        add("equal", "math", "answered", "42", "42", null);
        add("rounded", "math", "answered", "0.67", "2/3", null);
        add("other", "math", "answered", "0.7", "2/3", null);
        add("word", "text", "answered", "paris", "paris", null);
        add("none", "math", "answered", null, "42", null);

        assertThat(judged())
                .containsEntry("equal", true)
                .containsEntry("rounded", true)
                .containsEntry("other", false)
                .containsEntry("word", true)
                .containsEntry("none", false)
                .hasSize(5);
    }

    @Test
    void shouldTakeNothingForRightThatDidNotEnd() {
        add("cut", "math", "truncated", "42", "42", null);
        add("refused", "math", "refused", "42", "42", null);
        add("failed", "math", "failed", null, "42", null);
        add("cutprogram", "code", "truncated", "x = 1", null, true);

        assertThat(judged().values()).hasSize(4).containsOnly(false);
    }

    @Test
    void shouldLetTestsJudgePrograms() {
        add("passes", "code", "answered", "x = 1", null, true);
        add("fails", "code", "answered", "x = 2", null, false);
        add("faulty", "code", "answered", "x = 3", null, null);

        assertThat(judged())
                .containsEntry("passes", true)
                .containsEntry("fails", false)
                .containsEntry("faulty", false);
    }

    @Test
    void shouldAskEachAnswererInItsOwnWordsAndFindItsAnswers() {
        Dataset<Row> questions = LabelledQuestions.of(spark.createDataFrame(
                List.of(
                        question("q1", "What is 1 + 1?", "2", "math", null),
                        question("q2", "Say nothing.", null, "text", null),
                        question("q3", "Write x.", null, "code", new String[] {"assert x"}),
                        question("q4", "Write y.", "y = 1", "code", null),
                        question("q5", "What is a half?", "½ or so", "math", null)),
                QuestionColumns.SCHEMA));
        assertThat(questions
                        .select(QuestionColumns.QUESTION_ID)
                        .as(Encoders.STRING())
                        .collectAsList())
                .as("those that can be judged")
                .contains("q1", "q3")
                .doesNotContain("q2", "q4");
        List<Answerer> answerers =
                List.of(Answerer.of(teacher("large"), false), new Answerer(teacher("free"), true, "[label] ", true));
        Dataset<Row> plan = RequestPlan.of(
                AskedQuestions.of(questions.where("question_id = 'q1'"), answerers, Tasks::named),
                new Round(0, answerers.stream().map(Answerer::model).toList(), RequestPlan.EVALUATE),
                Tasks::named);

        Map<String, Row> planned = plan.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs(ResponseColumns.TEACHER), row -> row));
        assertThat(planned.keySet()).containsExactlyInAnyOrder("large", "free");
        assertThat(planned.get("large").<String>getAs("words")).isNull();
        assertThat(planned.get("free").<String>getAs("words"))
                .isEqualTo("[label] Question: What is 1 + 1?\nEnd with: The answer is <number>.");

        Dataset<Row> none = spark.createDataFrame(List.<Row>of(), ResponseColumns.SCHEMA);
        assertThat(Answers.of(plan, none, questions)
                        .select(EvaluationColumns.OUTCOME)
                        .collectAsList())
                .as("a request without a row")
                .extracting(row -> row.getString(0))
                .containsExactly("failed", "failed");
    }

    private static TeacherConfig teacher(String name) {
        return new TeacherConfig(
                name,
                "replay",
                "r.jsonl",
                "",
                "",
                PromptStyle.AUTO,
                0,
                1,
                new SamplingConfig(0, 1, 64, List.of()),
                1,
                1,
                "float32",
                "",
                new PriceConfig(0, 0),
                EndpointConfig.none(),
                LaunchConfig.none(),
                LimitsConfig.none(),
                RetryConfig.standard(),
                "");
    }

    private static Row question(String id, String text, String gold, String task, String[] tests) {
        return RowFactory.create(id, text, null, gold, tests, null, task, null);
    }
}
