package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TaskPropertiesTest {

    private static final Question QUESTION = new Question(
            "?",
            List.of(new Choice("A", "red"), new Choice("B", "dark red"), new Choice("C", "12")),
            List.of("assert f(1) == 1"));

    private static final List<String> PIECES = List.of(
            "answer is ",
            "Answer: ",
            "\\boxed{",
            "}",
            "(B)",
            "B",
            "C.",
            "red",
            "dark ",
            "12",
            "1,234",
            "3/4",
            "-",
            "$",
            "%",
            "\n",
            "\n\nQ: ",
            "Confidence: ",
            "0.9",
            "90%",
            "####",
            "<think>",
            "</think>",
            "```",
            "def f():",
            " or ",
            " and ",
            "twelve",
            "\\frac",
            "{1}",
            "x",
            "=",
            "(",
            ")",
            ". ",
            "yes",
            "no",
            "the ",
            "\\",
            "²",
            "½",
            "é",
            "\uD83D\uDE00",
            "\uD83D",
            "^",
            "*",
            "1e9",
            "İ");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(14).map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(40));
    }

    @Provide
    Arbitrary<Task> tasks() {
        return Arbitraries.of(Tasks.all());
    }

    @Property(tries = 4000)
    void shouldNeverThrowAndStayInRange(@ForAll("tasks") Task task, @ForAll("texts") String text) {
        Extraction found = task.extract(text, QUESTION);

        found.confidence().ifPresent(confidence -> assertThat(confidence).isBetween(0.0, 1.0));
        assertThat(task.canonical(found.answer(), QUESTION)).isEqualTo(found.answer());
    }

    @Property(tries = 4000)
    void shouldHaveStableCanonicalForms(@ForAll("tasks") Task task, @ForAll("texts") String text) {
        String canonical = task.canonical(text, QUESTION);

        assertThat(task.canonical(canonical, QUESTION)).isEqualTo(canonical);
        if (!canonical.isEmpty()) {
            assertThat(task.equivalent(text, canonical, QUESTION)).isTrue();
        }
    }

    @Property(tries = 4000)
    void shouldCompareSymmetricallyAndReflexively(
            @ForAll("tasks") Task task, @ForAll("texts") String left, @ForAll("texts") String right) {
        assertThat(task.equivalent(left, left, QUESTION)).isTrue();
        assertThat(task.equivalent(left, right, QUESTION)).isEqualTo(task.equivalent(right, left, QUESTION));
    }

    @Property
    void shouldReadBackEveryDecimal(
            @ForAll @LongRange(min = -999_999_999L, max = 999_999_999L) long unscaled,
            @ForAll @IntRange(max = 6) int scale) {
        Task math = Tasks.named(Tasks.MATH);
        BigDecimal number = BigDecimal.valueOf(unscaled, scale);
        String expected =
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();

        assertThat(math.canonical(number.toPlainString(), QUESTION)).isEqualTo(expected);
        assertThat(math.canonical(String.format(Locale.ROOT, "%,." + scale + "f", number), QUESTION))
                .isEqualTo(expected);
        assertThat(math.extract("So the answer is " + number.toPlainString() + ".", QUESTION)
                        .answer())
                .isEqualTo(expected);
    }

    @Property
    void shouldMakeEqualFractionsEqual(
            @ForAll @IntRange(min = -500, max = 500) int top,
            @ForAll @IntRange(min = 1, max = 500) int bottom,
            @ForAll @IntRange(min = 1, max = 20) int factor) {
        Task math = Tasks.named(Tasks.MATH);

        assertThat(math.canonical(top + "/" + bottom, QUESTION))
                .isEqualTo(math.canonical(top * factor + "/" + bottom * factor, QUESTION))
                .isEqualTo(math.canonical("\\frac{" + top + "}{" + bottom + "}", QUESTION));
    }
}
