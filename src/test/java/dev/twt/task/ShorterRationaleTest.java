package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ShorterRationaleTest {
    private static final String LONG =
            "Let us see what is asked. A box holds 12 eggs. Four boxes hold 4 * 12 = 48 eggs."
                    + " Eggs are good for you. So there are 48 eggs. That was easy.";

    @Test
    void shouldKeepTheSentenceWithTheAnswerAndThoseBeforeItThatFit() {
        assertThat(ShorterRationale.sentences(LONG, "48", 50))
                .isEqualTo("Eggs are good for you. So there are 48 eggs.");
        assertThat(ShorterRationale.sentences(LONG, "48", 5)).isEqualTo("So there are 48 eggs.");
        assertThat(ShorterRationale.sentences(LONG, "48", 10_000)).isEqualTo(LONG);
    }

    @Test
    void shouldKeepWhatComputes() {
        assertThat(ShorterRationale.steps(LONG, "48", 200))
                .isEqualTo("Four boxes hold 4 * 12 = 48 eggs. So there are 48 eggs.");
        assertThat(ShorterRationale.steps(LONG, "48", 30)).isEqualTo("So there are 48 eggs.");
    }

    @Test
    void shouldTakeTheLastSentenceWhereNoneHoldsTheAnswer() {
        assertThat(ShorterRationale.sentences("One. Two 480. Three 4.8.", "48", 1))
                .isEqualTo("Three 4.8.");
        assertThat(ShorterRationale.sentences("", "48", 10)).isEmpty();
    }

    @Property
    void shouldOnlyLeaveOut(
            @ForAll @StringLength(max = 200) String text, @ForAll @IntRange(min = 1, max = 100) int most) {
        String shorter = ShorterRationale.sentences(text, "7", most);

        int at = 0;
        for (char c : shorter.replaceAll("\\s+", "").toCharArray()) {
            at = text.indexOf(c, at) + 1;
            assertThat(at).as("%s of %s", shorter, text).isPositive();
        }
    }

    @Test
    void shouldEndSoonOnHostileText() {
        for (String unit : new String[] {"a", ". ", "7 ", "\n", "1 = 1. ", "Dr. "}) {
            String text = unit.repeat(300_000 / unit.length());
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> ShorterRationale.steps(text, "7", 100));
        }
    }
}
