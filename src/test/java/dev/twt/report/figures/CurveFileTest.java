package dev.twt.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CurveFileTest {
    private static CurveFile read(String lines) throws IOException {
        return CurveFile.read(new BufferedReader(new StringReader(lines)));
    }

    @Test
    void shouldTakeStepsAsTheyAreWhereTheyAreFew() throws IOException {
        CurveFile file = read("""
                {"step": 1, "epoch": 0.5, "loss": 2.5, "rate": 1e-5, "norm": 3.0, "tokens": 40}

                {"step": 2, "epoch": 1.0, "loss": 1.5, "heldOutLoss": 1.75, "more": [1], "tokens": 80}
                """);

        assertThat(file.points())
                .containsExactly(new StudentFigures.Point(1, 2.5, null), new StudentFigures.Point(2, 1.5, 1.75));
        assertThat(file.lastStep()).isEqualTo(2);
        assertThat(file.lastHeldOut()).isEqualTo(1.75);
        assertThat(file.unreadable()).isZero();
    }

    @Test
    void shouldCountWhatIsNoStep() throws IOException {
        CurveFile file = read("""
                {"step": 1, "loss": 2.5}
                nonsense
                {"step": 0, "loss": 1}
                {"loss": 1}
                {"step": 2, "loss": NaN}
                {"step": 3}
                [1, 2]
                {"step": 4, "lo""");

        assertThat(file.unreadable()).isEqualTo(7);
        assertThat(file.points()).hasSize(1);
    }

    @Test
    void shouldDrawManyStepsTogether() throws IOException {
        CurveFile file = read(IntStream.rangeClosed(1, 100_000)
                .mapToObj(i -> "{\"step\": " + i + ", \"loss\": " + i % 2 * 2
                        + (i == 500 ? ", \"heldOutLoss\": 0.25" : "") + "}")
                .collect(Collectors.joining("\n")));

        List<StudentFigures.Point> points = file.points();
        assertThat(points).hasSizeBetween(200, CurveFile.POINTS);
        assertThat(points.get(0).loss()).isCloseTo(1.0, Offset.offset(0.01));
        assertThat(points.get(points.size() - 1).step()).isEqualTo(100_000);
        assertThat(points.stream().filter(point -> point.heldOutLoss() != null)).hasSize(1);
    }

    @Test
    void shouldBeEmptyForAnEmptyFile() throws IOException {
        assertThat(read("").points()).isEmpty();
        assertThat(read("").lastStep()).isNull();
        assertThat(read("").lastHeldOut()).isNull();
    }
}
