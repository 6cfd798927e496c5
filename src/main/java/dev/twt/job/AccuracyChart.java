package dev.twt.job;

import dev.twt.evaluation.Interval;
import dev.twt.evaluation.Measured;
import dev.twt.evaluation.ParetoFront;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy against output tokens: a point an answerer with its 95% interval, and the line of those that no other beats. */
final class AccuracyChart {
    private static final String FRONT = "no other is as accurate with as few tokens";
    private static final Color POINT = new Color(0x0b6e63);
    private static final Color LINE = new Color(0xa3d1cb);

    private AccuracyChart() {}

    /** @param all answerers; who has no tokens is left out */
    static XYChart of(List<Measured> all) {
        XYChart chart = ChartFile.blank("Accuracy against tokens", "output tokens an answer, mean", "right, percent");
        chart.getStyler().setXAxisMin(0.0).setYAxisMin(0.0).setYAxisMax(100.0);
        List<Measured> known = all.stream()
                .filter(one -> !Double.isNaN(one.tokens().mean())
                        && !Double.isNaN(one.accuracy().value()))
                .toList();
        List<Measured> front = ParetoFront.of(known);
        series(chart, FRONT, front, LINE).setMarker(SeriesMarkers.NONE);
        known.forEach(one -> interval(chart, one));
        series(chart, "answerers, with 95% intervals", known, POINT)
                .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        known.forEach(one -> chart.addAnnotation(new AnnotationText(
                one.subset().answerer(), x(one), 100 * one.accuracy().value() + 3, false)));
        return chart;
    }

    private static XYSeries series(XYChart chart, String name, List<Measured> points, Color color) {
        XYSeries series = chart.addSeries(
                name,
                values(points, AccuracyChart::x),
                values(points, one -> 100 * one.accuracy().value()));
        series.setMarkerColor(color).setLineColor(color);
        return series;
    }

    private static void interval(XYChart chart, Measured one) {
        Interval interval = one.accuracy().interval();
        if (!Double.isNaN(interval.low())) {
            XYSeries series =
                    chart.addSeries("95% of " + one.subset().answerer(), new double[] {x(one), x(one)}, new double[] {
                        100 * interval.low(), 100 * interval.high()
                    });
            series.setMarker(SeriesMarkers.NONE)
                    .setLineColor(POINT)
                    .setLineWidth(1)
                    .setShowInLegend(false);
        }
    }

    private static double x(Measured one) {
        return one.tokens().mean();
    }

    private static double[] values(List<Measured> points, ToDoubleFunction<Measured> value) {
        return points.stream().mapToDouble(value).toArray();
    }
}
