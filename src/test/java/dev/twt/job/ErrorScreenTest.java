package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.Problem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorScreenTest {
    private final ErrorScreen screen = new ErrorScreen(80);

    @Test
    void shouldNumberSeveralProblems() {
        String text = screen.problems(
                List.of(new Problem("a.conf:1 seed", "x is not allowed here", "Write a whole number"), problem(2)));

        assertThat(text).isEqualTo("""
                        2 things to mend:

                         1. a.conf:1 seed
                            x is not allowed here.
                            Write a whole number.

                         2. where 2
                            what 2.
                            fix 2.""");
    }

    @Test
    void shouldShowTwentyAndCountTheRest() {
        String text = screen.problems(
                IntStream.rangeClosed(1, 23).mapToObj(ErrorScreenTest::problem).toList());

        assertThat(text)
                .startsWith("23 things to mend:")
                .contains("20. where 20")
                .doesNotContain("where 21");
        assertThat(text).endsWith("and 3 more, shown when these are mended.");
    }

    @Test
    void shouldKeepWithinTheWidth() {
        String long90 = "word ".repeat(60).strip();
        String text = screen.problems(List.of(new Problem("x", long90, "fix"), problem(2)));

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(text.replaceAll("\\s+", " ")).contains(long90);
    }

    @Test
    void shouldNotPutAFullStopAfterAQuestion() {
        assertThat(screen.problems(List.of(new Problem("x", "y", "Did you mean z?"))))
                .endsWith("Did you mean z?");
    }

    @Test
    void shouldShowAFaultWithoutAMessage() {
        assertThat(screen.of(new Failure.Fault(new NullPointerException()), "twt run"))
                .contains("NullPointerException. What")
                .doesNotContain("null.");
    }

    private static Problem problem(int number) {
        return new Problem("where " + number, "what " + number, "fix " + number);
    }
}
