package dev.twt.report.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plane of two axes. XChart draws the series; the axes' texts are texts of the page, so that they have its fonts and can be
 * read and searched.
 */
final class Plot {
    private static final int LEFT = 46;
    private static final int RIGHT = 14;
    private static final int TOP = 26;
    private static final int BOTTOM = 24;
    /** Room for the title of the axis below. */
    private static final int TITLE = 16;

    private static final int MARKER = 7;

    private final Canvas canvas;
    private final Axis x;
    private final Axis y;
    private final XYChart chart;
    private final double bottom;

    Plot(String id, int width, int height, Axis x, Axis y) {
        this.canvas = new Canvas(id, width, height);
        this.x = x;
        this.y = y;
        int below = x.title().isEmpty() ? BOTTOM : BOTTOM + TITLE;
        this.bottom = height - below;
        this.chart = new XYChartBuilder()
                .width(width - LEFT - RIGHT)
                .height(height - TOP - below)
                .build();
        Color none = Ink.NONE.color();
        chart.getStyler()
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartPadding(0)
                .setChartBackgroundColor(none)
                .setPlotBackgroundColor(none)
                .setPlotBorderVisible(false)
                .setPlotContentSize(1)
                .setMarkerSize(MARKER);
        chart.getStyler()
                .setAxisTitlesVisible(false)
                .setAxisTicksVisible(false)
                .setPlotGridLinesVisible(false)
                .setPlotMargin(0)
                .setXAxisMin(x.min())
                .setXAxisMax(x.max())
                .setYAxisMin(y.min())
                .setYAxisMax(y.max());
    }

    /** How large points are. */
    void markers(int size) {
        chart.getStyler().setMarkerSize(size);
    }

    /** A line through points, at least one. */
    XYSeries line(String name, List<Double> xs, List<Double> ys, Ink ink, float width, float... dashes) {
        XYSeries series = chart.addSeries(name, xs, ys);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(ink.color());
        series.setLineStyle(stroke(width, dashes));
        return series;
    }

    static BasicStroke stroke(float width, float... dashes) {
        return dashes.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    /** Points without a line. */
    void points(String name, List<Double> xs, List<Double> ys, Ink ink) {
        XYSeries series = chart.addSeries(name, xs, ys);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(ink.color());
    }

    /** Steps that are filled down to the axis: each value from its place to the next. */
    void steps(String name, List<Double> xs, List<Double> ys, Ink ink) {
        XYSeries series = chart.addSeries(name, xs, ys);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.StepArea);
        series.setMarker(SeriesMarkers.NONE);
        series.setFillColor(ink.color());
        series.setLineColor(Ink.NONE.color());
        series.setLineWidth(0);
    }

    /** Paints series and axes; places are known from here on. */
    void paint() {
        Graphics2D graphics = canvas.graphics();
        AffineTransform before = graphics.getTransform();
        graphics.translate(LEFT, TOP);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.setTransform(before);
        double right = canvas.width() - RIGHT;
        for (double tick : y.ticks()) {
            canvas.lineBelow(LEFT, atY(tick), right, atY(tick), Ink.LINE);
            canvas.text(LEFT - 8, atY(tick) + 4, "end", Ink.QUIET, y.label().apply(tick));
        }
        for (double tick : x.ticks()) {
            canvas.lineBelow(atX(tick), bottom, atX(tick), bottom + 4, Ink.LINE);
            canvas.text(atX(tick), bottom + 17, "middle", Ink.QUIET, x.label().apply(tick));
        }
        canvas.text(0, 11, "start", Ink.QUIET, y.title());
        if (!x.title().isEmpty()) {
            canvas.text(right, canvas.height() - 5, "end", Ink.QUIET, x.title());
        }
    }

    double atX(double value) {
        return LEFT + (value - x.min()) / (x.max() - x.min()) * (canvas.width() - LEFT - RIGHT);
    }

    double atY(double value) {
        return TOP + (y.max() - value) / (y.max() - y.min()) * (bottom - TOP);
    }

    /** A line up through the plane. */
    void upright(double value) {
        canvas.lineAbove(atX(value), TOP, atX(value), bottom, Ink.INK).setAttribute("stroke-dasharray", "3 3");
    }

    Canvas canvas() {
        return canvas;
    }
}
