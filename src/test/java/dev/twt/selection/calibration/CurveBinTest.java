package dev.twt.selection.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CurveBinTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test
    void shouldKeepWhatStatesTheSameTogether() {
        List<StatedCount> counts = List.of(
                new StatedCount(0, 950, 40, 30),
                new StatedCount(1, 950, 40, 20),
                new StatedCount(0, 990, 20, 19),
                new StatedCount(0, 100, 0, 0));
        List<CurveBin> curve = CurveBin.curve(counts, StatedCount::stated);
        assertThat(curve).hasSize(2);
        assertThat(curve.get(0).labelled()).isEqualTo(80);
        assertThat(curve.get(0).share()).isCloseTo(0.625, EXACT);
        assertThat(curve.get(1).meanConfidence()).isCloseTo(0.99, EXACT);
        assertThat(CurveBin.error(curve)).isCloseTo(0.8 * (0.95 - 0.625) + 0.2 * (0.99 - 0.95), EXACT);
    }

    @Test
    void shouldPutRareValuesTogether() {
        List<StatedCount> counts =
                List.of(new StatedCount(0, 100, 1, 0), new StatedCount(0, 200, 1, 1), new StatedCount(0, 900, 18, 18));
        List<CurveBin> curve = CurveBin.curve(counts, StatedCount::stated);
        assertThat(curve).hasSize(2);
        assertThat(curve.get(0)).isEqualTo(new CurveBin(0.1, 0.2, 2, 1, 0.1 + 0.2));
    }

    @Test
    void shouldBeEmptyWithoutLabels() {
        List<CurveBin> curve = CurveBin.curve(List.of(new StatedCount(0, 100, 0, 0)), StatedCount::stated);
        assertThat(curve).isEmpty();
        assertThat(CurveBin.error(curve)).isZero();
    }
}
