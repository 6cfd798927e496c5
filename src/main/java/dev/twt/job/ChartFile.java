package dev.twt.job;

import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** A picture of lines in the workspace, as PNG. */
final class ChartFile {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private ChartFile() {}

    /** A white sheet with its legend below. */
    static XYChart blank(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        return chart;
    }

    /**
     * Writes the picture and says where it is, or why there is none.
     *
     * @param name below the workspace
     */
    static String write(Workspace workspace, String name, XYChart chart) {
        Path picture = new Path(workspace.root(), name);
        try (OutputStream out = picture.getFileSystem(workspace.configuration()).create(picture, true)) {
            BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
            return "picture: " + picture.toUri().getPath();
        } catch (IOException e) {
            throw StorageProblems.explain(e, picture.toString());
        } catch (LinkageError | RuntimeException e) {
            // A server without any font cannot draw; the table says the same.
            return "no picture: this Java cannot draw (" + e.getMessage() + "); install fontconfig and a font";
        }
    }
}
