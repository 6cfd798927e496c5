package dev.twt.job;

import dev.twt.dataset.Workspace;
import dev.twt.selection.SweepPoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.knowm.xchart.XYChart;

/** A sweep as a table and a picture in the workspace: sweeps/KEY.csv and sweeps/KEY.png. */
final class SweepFiles {
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
        return "table:   " + new Path(workspace.root(), csv).toUri().getPath() + System.lineSeparator()
                + ChartFile.write(workspace, "sweeps/" + key + ".png", chart(key, points));
    }

    /** Shares against the values. */
    static XYChart chart(String key, Map<String, SweepPoint> points) {
        XYChart chart = ChartFile.blank(key, key.substring(key.lastIndexOf('.') + 1), "percent");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
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
