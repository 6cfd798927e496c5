package dev.twt.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.report.MadeReport;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final EvaluationFigures EVALUATION = MadeReport.full().evaluation();
    private static final SelectionFigures SELECTION = MadeReport.full().selection();

    private static EvaluationFigures with(double difference, double p, String better) {
        return new EvaluationFigures(
                EVALUATION.answerers(),
                1,
                EVALUATION.bestStudent(),
                EVALUATION.bestTeacher(),
                new EvaluationFigures.Pair("compressed-1", "ada", 500, difference, -0.02, 0.03, p, better));
    }

    @Test
    void shouldSetTheBestStudentBesideTheBestTeacher() {
        Headline headline = Headline.of(with(0.028, 0.00001, "compressed-1"), SELECTION, 12_000);

        assertThat(headline.text())
                .isEqualTo(
                        "The student compressed-1 is right in 100.0% of 500 questions with 16 tokens an answer; the best"
                                + " teacher, ada, in 97.2% with 28.");
        assertThat(headline.detail())
                .isEqualTo("Difference +2.8 points (95% \u22122.0 to +3.0; McNemar p < 0.0001): compressed-1 is better."
                        + " The student that writes least, free: 18.8% with 3.0.");
    }

    @Test
    void shouldNotCallChanceADifference() {
        assertThat(Headline.of(with(-0.001, 0.7266, null), SELECTION, 0).detail())
                .contains("Difference \u22120.1 points")
                .contains("McNemar p = 0.7266): not shown to be more than chance. The student");
    }

    @Test
    void shouldSayWhatThereIs() {
        EvaluationFigures nobody = new EvaluationFigures(EVALUATION.answerers().subList(2, 3), 1, null, null, null);

        assertThat(Headline.of(nobody, SELECTION, 0).text()).startsWith("ada is right in 97.2%");
        assertThat(Headline.of(null, SELECTION, 0).text())
                .isEqualTo("DCRS kept 2,802 of 12,000 answers, for 2,802 of 4,000 questions.");
        assertThat(Headline.of(null, null, 12).text()).contains("asked for 12 answers");
        assertThat(Headline.of(null, null, 0).text()).isEqualTo("Nothing has come out yet.");
    }
}
