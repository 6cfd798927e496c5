package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.UserException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    private static List<Measured> measured(Judged answers, String... by) {
        return new Evaluation(answers.table(), 200, 1).measured(List.of("free", "large"), List.of(by));
    }

    /** R: quantile(c(10, 20, 30, 40), c(.5, .95)) gives 25 and 38.5. */
    @Test
    void shouldCountTokensTimeAndCost() {
        Judged answers = new Judged();
        for (int i = 1; i <= 4; i++) {
            answers.add("free", "q" + i, 0, i > 1, 10 * i, null);
        }
        answers.add("free", "q5", 0, "truncated", null, false, null, null);
        answers.add("free", "q6", 0, "answered", null, false, null, null);
        answers.add("free", "q7", 0, "refused", null, false, null, null);
        answers.add("free", "q8", 0, "failed", null, false, null, null);

        Measured free = measured(answers).get(0);

        assertThat(free.tokens()).isEqualTo(new TokenCounts(25, 25, 38.5, 100));
        assertThat(free.accuracy().value()).isEqualTo(3 / 8.0);
        assertThat(free.accuracy().questions()).isEqualTo(8);
        assertThat(free.answers()).isEqualTo(8);
        assertThat(List.of(free.truncated(), free.withoutAnswer(), free.refused(), free.failed()))
                .as("truncated, without an answer, refused, failed")
                .containsExactly(1L, 1L, 1L, 1L);
        assertThat(free.meanSeconds()).isCloseTo(0.5, CLOSE);
        assertThat(free.medianSeconds()).isCloseTo(0.5, CLOSE);
        assertThat(free.usdPerThousand()).isCloseTo(1, CLOSE);
        assertThat(free.model()).isEqualTo("model of free");
    }

    @Test
    void shouldKnowNoTokensWhereNobodyCounted() {
        TokenCounts tokens = measured(new Judged().add("free", "q1", 0, true, null, null))
                .get(0)
                .tokens();
        assertThat(tokens.mean()).isNaN();
        assertThat(tokens.p95()).isNaN();
        assertThat(tokens.total()).isZero();
    }

    @Test
    void shouldTakeTheMeanOverSamples() {
        Judged answers = new Judged();
        for (int sample = 0; sample < 4; sample++) {
            answers.add("free", "q1", sample, sample == 0, 10, null).add("free", "q2", sample, true, 10, null);
        }

        PassAtOne passed = measured(answers).get(0).accuracy();

        assertThat(passed.questions()).isEqualTo(2);
        assertThat(passed.value()).isEqualTo(0.625);
    }

    @Test
    void shouldSplitByAFieldOfMeta() {
        Judged answers = new Judged()
                .add("large", "q1", 0, true, 10, Map.of("level", "2"))
                .add("free", "q1", 0, false, 10, Map.of("level", "2"))
                .add("free", "q2", 0, true, 10, Map.of("level", "1"))
                .add("free", "q3", 0, true, 10, null);

        assertThat(measured(answers, "level"))
                .extracting(one -> one.subset().by() + "|" + one.subset().value() + "|"
                        + one.subset().answerer() + "|" + one.accuracy().value())
                .containsExactly(
                        "||free|" + 2 / 3.0,
                        "||large|1.0",
                        "level|(none)|free|1.0",
                        "level|1|free|1.0",
                        "level|2|free|0.0",
                        "level|2|large|1.0");
    }

    @Test
    void shouldSplitByLengthTaskAndDifficulty() {
        Judged answers = new Judged();
        for (String question : List.of("a", "b b", "c c c", "d d d d")) {
            answers.add("free", question, question.length() > 1).add("large", question, question.length() > 3);
        }

        List<String> lines = measured(answers, "length", "task", "difficulty").stream()
                .filter(one ->
                        one.subset().answerer().equals("free") && !one.subset().whole())
                .map(one -> one.subset().by() + " " + one.subset().value() + ": "
                        + one.accuracy().questions() + " " + one.accuracy().value())
                .toList();

        assertThat(lines)
                .containsExactly(
                        "length 1: shortest (to 3 words): 1 0.0",
                        "length 2 (to 4 words): 1 1.0",
                        "length 3 (to 5 words): 1 1.0",
                        "length 4: longest: 1 1.0",
                        "task math: 4 0.75",
                        "difficulty 1: all right: 2 1.0",
                        "difficulty 2: some right: 1 1.0",
                        "difficulty 3: none right: 1 0.0");
    }

    @Test
    void shouldTakeTheFieldThatIsCalledDifficulty() {
        Judged answers = new Judged().add("free", "q1", 0, true, 10, Map.of("difficulty", "hard"));
        assertThat(measured(answers, "difficulty").get(1).subset().value()).isEqualTo("hard");
    }

    @Test
    void shouldSayWhichFieldsThereAre() {
        Judged answers = new Judged().add("free", "q1", 0, true, 10, Map.of("level", "2"));
        Assertions.assertThatThrownBy(() -> measured(answers, "levle"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("evaluate.by: no question has levle: their meta has level");
    }
}
