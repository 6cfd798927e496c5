package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    private static Evaluation evaluation(Judged answers) {
        return new Evaluation(answers.table(), 2000, 1);
    }

    /** Both right 4 times, only a 1 time, only b 9 times, none 2 times: p = 2 * 11 / 2^10. */
    private static Judged sixteen() {
        Judged answers = new Judged();
        for (int i = 0; i < 16; i++) {
            answers.add("a", "q%02d".formatted(i), i < 5).add("b", "q%02d".formatted(i), i < 4 || i > 6);
        }
        return answers;
    }

    @Test
    void shouldCompareOnTheSameQuestions() {
        Comparison pair = evaluation(sixteen()).comparison("a", "b");

        assertThat(pair.questions()).isEqualTo(16);
        assertThat(pair.sameQuestions()).isTrue();
        assertThat(pair.firstAccuracy()).isCloseTo(5 / 16.0, CLOSE);
        assertThat(pair.secondAccuracy()).isCloseTo(13 / 16.0, CLOSE);
        assertThat(pair.difference()).isCloseTo(-0.5, CLOSE);
        assertThat(pair.mcNemar()).isEqualTo(new McNemar(1, 9));
        assertThat(pair.mcNemar().pValue()).isCloseTo(22 / 1024.0, CLOSE);
        assertThat(pair.better()).isEqualTo("b");
        // The normal interval of the paired differences is -0.5 plus or minus 0.31.
        assertThat(pair.interval().low()).isBetween(-0.9, -0.7);
        assertThat(pair.interval().high()).isBetween(-0.3, -0.1);
    }

    @Test
    void shouldUseTheQuestionsThatBothWereAsked() {
        Judged answers = sixteen();
        for (int i = 0; i < 3; i++) {
            answers.add("a", "onlya" + i, true);
        }
        answers.add("b", "onlyb", true);

        Comparison pair = evaluation(answers).comparison("a", "b");

        assertThat(pair.questions()).isEqualTo(16);
        assertThat(pair.onlyFirstAsked()).isEqualTo(3);
        assertThat(pair.onlySecondAsked()).isEqualTo(1);
        assertThat(pair.sameQuestions()).isFalse();
        assertThat(pair.firstAccuracy()).isCloseTo(5 / 16.0, CLOSE);
    }

    @Test
    void shouldCompareEachTwoOfSeveralByWhatTheyWereAsked() {
        Judged answers = sixteen()
                .add("c", "q00", true)
                .add("c", "q15", false)
                .add("c", "onlyc", true)
                .add("d", "onlyd", true);

        List<Comparison> pairs = evaluation(answers).comparisons(List.of("c", "b", "never", "a"));

        assertThat(pairs)
                .extracting(pair -> pair.first() + " " + pair.second() + " " + pair.questions() + " "
                        + pair.onlyFirstAsked() + " " + pair.onlySecondAsked())
                .containsExactly(
                        "c b 2 1 14", "c never 0 3 0", "c a 2 1 14", "b never 0 16 0", "b a 16 0 0", "never a 0 0 16");
        assertThat(pairs.get(0).difference()).isCloseTo(-0.5, CLOSE);
        assertThat(pairs.get(4).difference()).isCloseTo(0.5, CLOSE);
        assertThat(evaluation(answers).comparisons(List.of("a"))).isEmpty();
    }

    @Test
    void shouldKnowNothingOfTwoThatShareNoQuestion() {
        Comparison pair = evaluation(new Judged().add("a", "q1", true).add("b", "q2", false))
                .comparison("a", "b");

        assertThat(pair.questions()).isZero();
        assertThat(pair.difference()).isNaN();
        assertThat(pair.mcNemar().pValue()).isEqualTo(1);
        assertThat(pair.better()).isEmpty();
    }

    @Test
    void shouldCompareSharesOfSamples() {
        Judged answers = new Judged();
        for (int i = 0; i < 10; i++) {
            for (int sample = 0; sample < 2; sample++) {
                answers.add("a", "q" + i, sample, true, 10, null);
                answers.add("b", "q" + i, sample, sample == 1, 10, null);
            }
        }

        Comparison pair = evaluation(answers).comparison("a", "b");

        assertThat(pair.difference()).isCloseTo(0.5, CLOSE);
        assertThat(pair.mcNemar()).as("of the first samples").isEqualTo(new McNemar(10, 0));
    }

    @Test
    void shouldShowQuestionsThatFlippedEachWay() {
        List<Flip> flips = evaluation(sixteen()).flips("a", "b", 4);

        assertThat(flips)
                .extracting(flip -> flip.questionId() + " " + flip.firstIsRight())
                .containsExactly("q04 true", "q07 false", "q08 false", "q09 false");
        assertThat(flips.get(0))
                .isEqualTo(new Flip(
                        "q04",
                        "What is q04?",
                        "1",
                        true,
                        "1",
                        "2",
                        flips.get(0).firstRequest(),
                        flips.get(0).secondRequest()));
        assertThat(flips.get(0).firstRequest())
                .isNotBlank()
                .isNotEqualTo(flips.get(0).secondRequest());
        assertThat(evaluation(sixteen()).flips("a", "b", 20)).hasSize(10);
    }

    @Test
    void shouldSpreadOverSeedsWhereAllOfAGroupWereMeasured() {
        Judged answers = new Judged()
                .add("s1", "q1", true)
                .add("s1", "q2", true)
                .add("s2", "q1", true)
                .add("s2", "q2", false);
        List<Measured> measured = evaluation(answers).measured(List.of("s1", "s2"), List.of());

        List<SeedSpread> spreads =
                Evaluation.spreads(Map.of("ours", List.of("s1", "s2"), "theirs", List.of("s1", "s9")), measured);

        assertThat(spreads).extracting(SeedSpread::group).containsExactly("ours");
        assertThat(spreads.get(0).mean()).isCloseTo(0.75, CLOSE);
    }
}
