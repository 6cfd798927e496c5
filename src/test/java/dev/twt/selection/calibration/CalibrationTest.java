package dev.twt.selection.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.twt.config.DiversityConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.selection.Selection;
import dev.twt.selection.TeacherKnowledge;
import dev.twt.selection.quality.CalibratedConfidence;
import dev.twt.selection.quality.StatedConfidence;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class CalibrationTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    /** A teacher that says 0.9 and is right half the time, or 0.99 and is right nine times of ten. */
    private static Candidates boaster(int questions, Random random) {
        Candidates rows = new Candidates();
        for (int i = 0; i < questions; i++) {
            boolean surer = random.nextBoolean();
            boolean right = random.nextDouble() < (surer ? 0.9 : 0.5);
            rows.add("q" + i, "boaster", "r" + i, "stated_confidence", surer ? 0.99 : 0.9, "answer", right ? "1" : "2");
        }
        return rows;
    }

    private static Dataset<Row> gold(int questions, String answer) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            rows.add(RowFactory.create("q" + i, answer));
        }
        return spark.createDataFrame(
                rows, new StructType().add("question_id", DataTypes.StringType).add("gold", DataTypes.StringType));
    }

    @Test
    void shouldLearnWhatStatedConfidencesAreWorth() {
        Dataset<Row> rows = boaster(2000, new Random(1)).rows(spark);
        Calibration calibration = Calibration.fit(rows, gold(2000, "1"));

        TeacherCalibration teacher = calibration.teachers().get(0);
        assertThat(teacher.labelled()).isEqualTo(2000);
        assertThat(teacher.statedError()).isGreaterThan(0.2);
        assertThat(teacher.calibratedError()).isLessThan(0.03);
        Map<String, Object> scores = calibrated(rows, calibration);
        Map<String, Object> stated = Candidates.byRequest(rows, "stated_confidence");
        scores.forEach((request, score) -> assertThat((double) score)
                .isCloseTo((double) stated.get(request) > 0.95 ? 0.9 : 0.5, Offset.offset(0.05)));
    }

    @Test
    void shouldNotLetALabelInformItsOwnScore() {
        Dataset<Row> rows = boaster(300, new Random(2)).rows(spark);
        Map<String, Object> before = calibrated(rows, Calibration.fit(rows, gold(300, "1")));
        // The other label for one question.
        Dataset<Row> changed =
                gold(300, "1").where("question_id != 'q7'").union(spark.sql("select 'q7' as question_id, '2' as gold"));
        Map<String, Object> after = calibrated(rows, Calibration.fit(rows, changed));
        assertThat(after).containsEntry("r7", before.get("r7"));
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void shouldKeepWhatIsStatedWhereLabelsAreFew() {
        Dataset<Row> rows = boaster(60, new Random(3)).rows(spark);
        Calibration calibration = Calibration.fit(rows, gold(30, "1"));
        assertThat(calibration.teachers().get(0).fitted()).isFalse();
        assertThat(calibration.teachers().get(0).labelled()).isEqualTo(30);
        assertThat(calibrated(rows, calibration)).isEqualTo(Candidates.byRequest(rows, "stated_confidence"));
    }

    @Test
    void shouldLeaveOutWhatStatesNothingOrIsNoAnswer() {
        Candidates rows = boaster(200, new Random(4))
                .add("q0", "silent", "a", "stated_confidence", null)
                .add("q0", "boaster", "b", "stated_confidence", 1.5)
                .add("q0", "cut", "c", "outcome", "truncated")
                .add("q0", "lost", "d", "answer", null)
                .add("q0", "student", "e", "purpose", "student");
        Calibration calibration = Calibration.fit(rows.rows(spark), gold(200, "1"));
        assertThat(calibration.teachers())
                .extracting(TeacherCalibration::teacher)
                .containsExactly("boaster");
        assertThat(calibration.teachers().get(0).labelled()).isEqualTo(200);
        assertThat(calibrated(rows.rows(spark), calibration))
                .contains(entry("a", null), entry("b", null), entry("c", 0.99), entry("d", 0.99));
    }

    @Test
    void shouldNotDependOnPartitions() {
        Dataset<Row> rows = boaster(400, new Random(5)).rows(spark);
        Map<String, Object> some = calibrated(rows, Calibration.fit(rows, gold(400, "1")));
        Dataset<Row> other = rows.orderBy("rationale").repartition(7);
        assertThat(calibrated(other, Calibration.fit(other, gold(400, "1")))).isEqualTo(some);
    }

    @Test
    void shouldBeTheScoreOfConfidenceWhereAskedFor() {
        Dataset<Row> rows = boaster(600, new Random(6)).rows(spark);
        Calibration calibration = Calibration.fit(rows, gold(600, "1"));
        SelectionConfig config = new SelectionConfig(
                "custom",
                new QualityConfig(0.7, 1, 0, 0, 0, 0, 0, "reject", true, "given"),
                new DiversityConfig("least-similar-pair", "embedding", "any", 2, "keep"),
                false,
                8);
        Dataset<Row> scored = Selection.score(
                rows, config, new TeacherKnowledge(Map.of(), Optional.of(calibration)), Optional.empty());
        assertThat(scored.where("quality != calibrated_confidence").count()).isZero();
        assertThat(scored.where("kept != (confidence > 0.95)").count()).isZero();
        assertThat(scored.where("kept and quality_from = 'confidence' and verified is null")
                        .count())
                .isPositive();
    }

    private static Map<String, Object> calibrated(Dataset<Row> rows, Calibration calibration) {
        Dataset<Row> stated = new StatedConfidence().score(rows);
        return Candidates.byRequest(
                new CalibratedConfidence(Optional.of(calibration)).score(stated), "calibrated_confidence");
    }
}
