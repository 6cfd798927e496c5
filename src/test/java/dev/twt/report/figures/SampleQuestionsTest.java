package dev.twt.report.figures;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class SampleQuestionsTest {
    private final SampleQuestions samples = new SampleQuestions(reason -> "because of " + reason);

    /** Questions q0, q1, ... with so many answers each; the second of each is kept. */
    private static Dataset<Row> scored(SparkSession spark, int questions, int answers) {
        return spark.range((long) questions * answers)
                .selectExpr(
                        "concat('r', lpad(id, 5, '0')) request_id",
                        "concat('q', id div " + answers + ") question_id",
                        "'ada' teacher",
                        "cast(id % " + answers + " as int) sample",
                        "0 round",
                        "'answered' outcome",
                        "concat('Thus ', id) rationale",
                        "'4' answer",
                        "12 completion_tokens",
                        "cast(null as double) confidence",
                        "id % " + answers + " / 100D quality",
                        "cast(null as int) quality_rank",
                        "id % " + answers + " = 1 kept",
                        "if(id % " + answers + " = 1, null, 'quality') rejected_by",
                        "array(1f) embedding");
    }

    private static Dataset<Row> questions(SparkSession spark) {
        return spark.sql("select 'q0' question_id, 'What?' question,"
                + " array(named_struct('label', 'A', 'text', 'yes'), null) choices, '4' gold");
    }

    private static Dataset<Row> ids(Dataset<Row> scored) {
        return scored.select("question_id").distinct();
    }

    @Test
    void shouldShowKeptAnswersFirstAndThenByQuality(SparkSession spark) {
        List<SampleQuestion> shown = samples.of(scored(spark, 1, 4), ids(scored(spark, 1, 4)), questions(spark), 7, 12);

        assertThat(shown).singleElement().satisfies(question -> {
            assertThat(question.question()).isEqualTo("What?");
            assertThat(question.choices()).containsExactly("A: yes");
            assertThat(question.gold()).isEqualTo("4");
            assertThat(question.candidatesLeftOut()).isZero();
            assertThat(question.candidates())
                    .extracting(SampleQuestion.Candidate::sample)
                    .containsExactly(1, 3, 2, 0);
            assertThat(question.candidates().get(0).rejectedBy()).isNull();
            assertThat(question.candidates().get(1).reason()).isEqualTo("because of quality");
            assertThat(question.candidates().get(1).agreement())
                    .as("scores of an earlier version lack columns")
                    .isNull();
        });
    }

    @Test
    void shouldChooseByTheSeed(SparkSession spark) {
        Dataset<Row> scored = scored(spark, 50, 2);
        List<SampleQuestion> shown = samples.of(scored, ids(scored), null, 7, 5);

        assertThat(shown).hasSize(5).allMatch(question -> question.question() == null);
        assertThat(samples.of(scored.repartition(7), ids(scored.repartition(3)), null, 7, 5))
                .isEqualTo(shown);
        assertThat(samples.of(scored, ids(scored), null, 8, 5)).isNotEqualTo(shown);
        assertThat(samples.of(scored, ids(scored), null, 7, 0)).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatIsBeyondFortyAnswers(SparkSession spark) {
        SampleQuestion question = samples.of(scored(spark, 1, 100), ids(scored(spark, 1, 1)), null, 7, 1)
                .get(0);

        assertThat(question.candidates()).hasSize(40);
        assertThat(question.candidatesLeftOut()).isEqualTo(60);
        assertThat(question.candidates().get(0).kept()).isTrue();
    }

    @Test
    void shouldReadTextsThatAreNoUtf8(SparkSession spark) {
        Dataset<Row> broken = scored(spark, 1, 1).withColumn("rationale", expr("cast(unhex('61FF62') as string)"));

        assertThat(samples.of(broken, ids(broken), null, 7, 1)
                        .get(0)
                        .candidates()
                        .get(0)
                        .rationale())
                .isEqualTo("a\uFFFDb");
    }
}
