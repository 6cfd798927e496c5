package dev.twt.job;

import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import dev.twt.selection.SweepPoint;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** A sweep as a table and a picture in the workspace: sweeps/KEY.csv and sweeps/KEY.png. */
final class SweepFiles {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private final Workspace workspace;
    private final String key;

    SweepFiles(Workspace workspace, String key) {
        this.workspace = workspace;
        this.key = key;
    }

    /** Writes both and says where they are. */
    String write(Map<String, SweepPoint> points) {
        String csv = "sweeps/" + key + ".csv";
        workspace.writeText(csv, csv(points));
        Path picture = new Path(workspace.root(), "sweeps/" + key + ".png");
        String where = "table:   " + new Path(workspace.root(), csv).toUri().getPath();
        try (OutputStream out = picture.getFileSystem(workspace.configuration()).create(picture, true)) {
            BitmapEncoder.saveBitmap(chart(points), out, BitmapEncoder.BitmapFormat.PNG);
            return where + System.lineSeparator() + "picture: "
                    + picture.toUri().getPath();
        } catch (IOException e) {
            throw StorageProblems.explain(e, picture.toString());
        } catch (LinkageError | RuntimeException e) {
            // A server without any font cannot draw; the table says the same.
            return where + System.lineSeparator() + "no picture: this Java cannot draw (" + e.getMessage()
                    + "); install fontconfig and a font";
        }
    }

    private XYChart chart(Map<String, SweepPoint> points) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(key)
                .xAxisTitle(key.substring(key.lastIndexOf('.') + 1))
                .yAxisTitle("percent")
                .build();
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        series(chart, points, "answers accepted", p -> SweepScreen.share(p.accepted(), p.candidates()));
        series(chart, points, "answers kept", p -> SweepScreen.share(p.kept(), p.candidates()));
        series(chart, points, "questions covered", p -> SweepScreen.share(p.covered(), p.questions()));
        series(chart, points, "kept ones that are right", SweepPoint::keptRight);
        return chart;
    }

    /** A series of the values where it can be said; none at all is left out. */
    private static void series(
            XYChart chart, Map<String, SweepPoint> points, String name, Function<SweepPoint, OptionalDouble> share) {
        List<Map.Entry<String, SweepPoint>> known = points.entrySet().stream()
                .filter(point -> share.apply(point.getValue()).isPresent())
                .toList();
        if (!known.isEmpty()) {
            chart.addSeries(
                    name,
                    known.stream().map(point -> Double.valueOf(point.getKey())).toList(),
                    known.stream()
                            .map(point -> 100 * share.apply(point.getValue()).getAsDouble())
                            .toList());
        }
    }

    private static String csv(Map<String, SweepPoint> points) {
        StringBuilder csv = new StringBuilder(
                "value,candidates,accepted,kept,questions,covered,pair_similarity,accepted_right,kept_right\n");
        points.forEach((value, p) -> csv.append(String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%d,%d,%s,%s,%s%n",
                value,
                p.candidates(),
                p.accepted(),
                p.kept(),
                p.questions(),
                p.covered(),
                number(p.pairSimilarity()),
                number(p.acceptedRight()),
                number(p.keptRight()))));
        return csv.toString();
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
    }
}
