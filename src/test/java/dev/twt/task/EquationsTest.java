package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquationsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 * 3 = 36",
                "5+3-2=6",
                "She sold 48/2 = <<48/2=24>>24 clips.",
                "He pays $1,200 + $34.50 = $1,234.50.",
                "So that is 2 x 3 = 6 apples",
                "7 × 8 = 56",
                "It is -5 + 3 = -2",
                "- 5 + 3 = 8",
                "1. 5 + 3 = 8",
                "There are 3. 5 + 3 = 8",
                "20% of 50 = 10",
                "20% + 5% = 25%",
                "0.2 * 100% = 20%",
                "10 / 3 = 3.33",
                "20 / 3 = 6.66",
                "100 / 3 = 33",
                "1/2 + 1/3 = 5/6",
                "3 * (4 + 5) = 27 (in all)",
                "\\(5 \\times 3 = 15\\)",
                "\\[ \\frac{10}{4} = 2.5 \\]",
                "y = 2 * 3 = 6",
                "He has 5 + 3 = 8, so 8 it is",
                "(that is 5 + 3 = 8)",
                "2^10 = 1024",
                "5/5 – 1/5 = 4/5",
                "5 + 3 = 8kg"
            })
    void shouldHold(String text) {
        Equations equations = Equations.of(text);
        assertThat(equations.checked()).as(text).isPositive();
        assertThat(equations.share()).as(text).contains(1d);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 * 3 = 35",
                "7 / 2 = 3",
                "5 + 3.5 = 8.6",
                "10 / 3 = 3.43",
                "She sold 48/2 = <<48/2=25>>25 clips.",
                "20% of 50 = 11",
                "$1,200 + $34 = $1,334"
            })
    void shouldNotHold(String text) {
        assertThat(Equations.of(text).share()).as(text).contains(0d);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no sum at all",
                "x = 5",
                "36 = 36",
                "apples - 5 + 3 = 9",
                "12 apples + 3 apples = 99 apples",
                "2x + 3 = 7",
                "5 + 3 = x",
                "5 + 3 = 8 + x",
                "5 + 3 = 3y",
                "$2.50 - $2.24 = 26 cents",
                "a5 + 3 = 9",
                "5 + 3 == 9",
                "5 + 3 <= 9",
                "5 + 3 >= 9",
                "7 / 0 = 1",
                "2^99999999999 = 1",
                "= 5 + 3",
                "5 + 3 ="
            })
    void shouldNotBeChecked(String text) {
        assertThat(Equations.of(text)).as(text).isEqualTo(new Equations(0, 0));
        assertThat(Equations.of(text).share()).isEqualTo(Optional.empty());
    }

    @Test
    void shouldCheckEveryStepOfAChain() {
        assertThat(Equations.of("5 + 3 - 2 = 8 - 2 = 6")).isEqualTo(new Equations(2, 2));
        assertThat(Equations.of("5 + 3 - 2 = 7 - 2 = 5")).isEqualTo(new Equations(2, 1));
        assertThat(Equations.of("5 + 3 = 8\n2 * 8 = 17\nSo 17 - 1 = 16.").share())
                .contains(2d / 3);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "=".repeat(1 << 20),
                "1+1=2 ".repeat(1 << 17),
                "(".repeat(1 << 20) + "=1",
                "1 = " + "(".repeat(1 << 20),
                "9".repeat(1 << 20) + " * 9 = " + "9".repeat(1 << 20),
                "1+".repeat(1 << 19) + "1 = 5",
                "9^9^9^9^9^9^9 = 1",
                "\\frac{".repeat(1 << 17) + " = 1",
                " ".repeat(1 << 20) + "= 2",
                "<<".repeat(1 << 19),
                "10000000000^64 * 10000000000^64 * 10000000000^64 / 3 = 0.1");
    }

    @ParameterizedTest
    @MethodSource
    void hostile(String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Equations.of(text).checked()).isLessThanOrEqualTo(Equations.MOST));
    }
}
