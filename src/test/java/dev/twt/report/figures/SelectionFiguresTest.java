package dev.twt.report.figures;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Counts of a scored table whose numbers can be worked out by hand. */
@ExtendWith(SelectionSpark.class)
class SelectionFiguresTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);
    private static final RejectionRule RULE = new RejectionRule(
            reason -> "because of " + reason, expr("rejected_by is null or rejected_by = 'diversity'"));

    /**
     * Question 1: ada twice (A, A), ben twice (A, B), of which two of A are kept and one is too alike. Question 2: ada (C),
     * ben cut off.
     */
    private static Dataset<Row> scored(SparkSession spark) {
        Dataset<Row> rows = spark.sql("""
                select * from values
                  ('r1', 'q1', 'ada', 'answered',  'A', 1.0,  2/3D, 0.9,  1,    true,  cast(null as string), 0.25, array(1f, 0f)),
                  ('r2', 'q1', 'ada', 'answered',  'A', 0.9,  2/3D, 0.8,  2,    true,  null,                 0.25, array(0f, 2f)),
                  ('r3', 'q1', 'ben', 'answered',  'A', null, 2/3D, 0.7,  3,    false, 'diversity',          null, array(1f, 1f)),
                  ('r4', 'q1', 'ben', 'answered',  'B', 0.5,  0D,   0.25, null, false, 'quality',            null, array(1f, 1f)),
                  ('r5', 'q2', 'ada', 'answered',  'C', 0.0,  null, 0.0,  null, false, 'quality',            null, array(1f, 1f)),
                  ('r6', 'q2', 'ben', 'truncated', null, null, null, null, null, false, 'truncated',         null, null)
                as t(request_id, question_id, teacher, outcome, answer, confidence, agreement, quality, quality_rank, kept,
                     rejected_by, pair_similarity, embedding)""");
        return rows.withColumn("confidence", col("confidence").cast("double"))
                .withColumn("quality", col("quality").cast("double"))
                .withColumn("pair_similarity", col("pair_similarity").cast("double"));
    }

    private static SelectionFigures figures(Dataset<Row> scored, Double threshold) {
        try (QuestionCounts counts = new QuestionCounts(scored, RULE.accepted())) {
            return SelectionFigures.of(scored, counts, RULE, "the rule", threshold);
        }
    }

    @Test
    void shouldCountAnswersAndQuestions(SparkSession spark) {
        SelectionFigures figures = figures(scored(spark), 0.5);

        assertThat(figures.candidates()).isEqualTo(6);
        assertThat(figures.answered()).isEqualTo(5);
        assertThat(figures.accepted()).isEqualTo(3);
        assertThat(figures.kept()).isEqualTo(2);
        assertThat(figures.questions()).isEqualTo(2);
        assertThat(figures.questionsAccepted()).isEqualTo(1);
        assertThat(figures.questionsCovered()).isEqualTo(1);
        assertThat(figures.reasons())
                .containsExactly(
                        new SelectionFigures.Reason("quality", "because of quality", 2),
                        new SelectionFigures.Reason("diversity", "because of diversity", 1),
                        new SelectionFigures.Reason("truncated", "because of truncated", 1));
        assertThat(figures.teachers())
                .containsExactly(
                        new SelectionFigures.OfTeacher("ada", 3, 2, 2), new SelectionFigures.OfTeacher("ben", 3, 1, 0));
    }

    @Test
    void shouldPutScoresIntoBins(SparkSession spark) {
        List<Histogram> scores = figures(scored(spark), 0.5).scores();

        assertThat(scores).extracting(Histogram::of).containsExactly("quality", "confidence", "agreement");
        Histogram quality = scores.get(0);
        assertThat(quality.threshold()).isEqualTo(0.5);
        assertThat(quality.missing()).isEqualTo(1);
        assertThat(quality.mean()).isCloseTo(2.65 / 5, CLOSE);
        assertThat(quality.bins().get(18)).isEqualTo(new Histogram.Bin(0.9, 0.95, 1, 0, 0));
        assertThat(quality.bins().get(14).accepted())
                .as("0.7 is in the bin that begins there")
                .isEqualTo(1);
        assertThat(quality.bins().get(5).rejected()).isEqualTo(1);
        assertThat(quality.bins().get(0).rejected()).isEqualTo(1);
        Histogram confidence = scores.get(1);
        assertThat(confidence.bins().get(19).kept()).as("1 is in the last bin").isEqualTo(1);
        assertThat(confidence.missing()).isEqualTo(2);
    }

    @Test
    void shouldCompareRationalesBeforeAndAfterTheChoice(SparkSession spark) {
        PairSimilarities similarity = figures(scored(spark), null).similarity();

        assertThat(similarity.questionsLookedAt()).isEqualTo(1);
        assertThat(similarity.before().all()).as("pairs of the three good ones").isEqualTo(3);
        assertThat(similarity.before().mean()).isCloseTo((0 + 2 * Math.sqrt(0.5)) / 3, CLOSE);
        assertThat(similarity.kept().all()).isEqualTo(1);
        assertThat(similarity.kept().mean()).isCloseTo(0.25, CLOSE);
    }

    @Test
    void shouldDoWithoutVectors(SparkSession spark) {
        Dataset<Row> none = scored(spark).withColumn("embedding", lit(null).cast("array<float>"));

        assertThat(figures(none, null).similarity().before()).isNull();
        assertThat(figures(none.drop("embedding"), null).similarity().kept().all())
                .isEqualTo(1);
        Dataset<Row> zero = scored(spark).withColumn("embedding", array(lit(0f), lit(0f)));
        assertThat(figures(zero, null).similarity().before()).isNull();
    }

    @Test
    void shouldSayHowOftenTeachersAgree(SparkSession spark) {
        TeacherAgreement agreement = figures(scored(spark), null).agreement();

        assertThat(agreement.teachers()).containsExactly("ada", "ben");
        assertThat(agreement.cells())
                .containsExactly(
                        new TeacherAgreement.Cell("ada", "ada", 2, 2),
                        new TeacherAgreement.Cell("ada", "ben", 4, 2),
                        new TeacherAgreement.Cell("ben", "ben", 2, 0));
    }

    @Test
    void shouldCountNothingInAnEmptyTable(SparkSession spark) {
        SelectionFigures figures = figures(scored(spark).where("false"), null);

        assertThat(figures.candidates()).isZero();
        assertThat(figures.questions()).isZero();
        assertThat(figures.scores()).isEmpty();
        assertThat(figures.agreement().cells()).isEmpty();
        assertThat(figures.similarity().kept()).isNull();
    }
}
