package dev.twt.job;

import dev.twt.dataset.WilsonInterval;
import dev.twt.dataset.Workspace;
import dev.twt.selection.calibration.Calibration;
import dev.twt.selection.calibration.CurveBin;
import dev.twt.selection.calibration.TeacherCalibration;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.knowm.xchart.XYChart;

/** Reliability curves and maps of the teachers in the workspace: calibration/curve.csv, map.csv and curve.png. */
final class CalibrationFiles {
    private static final String FOLDER = "calibration/";

    private final Workspace workspace;
    private final Calibration calibration;

    CalibrationFiles(Workspace workspace, Calibration calibration) {
        this.workspace = workspace;
        this.calibration = calibration;
    }

    /** Writes all three and says where they are. */
    List<String> write() {
        workspace.writeText(FOLDER + "map.csv", map());
        workspace.writeText(FOLDER + "curve.csv", curves());
        return List.of(
                "table:   "
                        + new Path(workspace.root(), FOLDER + "curve.csv")
                                .toUri()
                                .getPath(),
                ChartFile.write(workspace, FOLDER + "curve.png", chart()));
    }

    private String map() {
        StringBuilder csv = new StringBuilder("teacher,stated,calibrated\n");
        for (TeacherCalibration teacher : calibration.teachers()) {
            teacher.knots()
                    .forEach((stated, calibrated) -> csv.append(
                            String.format(Locale.ROOT, "%s,%s,%.6f%n", quoted(teacher), stated, calibrated)));
        }
        return csv.toString();
    }

    private String curves() {
        StringBuilder csv = new StringBuilder("teacher,confidence,from,to,n,mean_confidence,right,share,low,high\n");
        for (TeacherCalibration teacher : calibration.teachers()) {
            teacher.statedCurve().forEach(bin -> csv.append(row(teacher, "stated", bin)));
            if (teacher.fitted()) {
                teacher.calibratedCurve().forEach(bin -> csv.append(row(teacher, "calibrated", bin)));
            }
        }
        return csv.toString();
    }

    private static String row(TeacherCalibration teacher, String curve, CurveBin bin) {
        WilsonInterval interval = bin.interval();
        return String.format(
                Locale.ROOT,
                "%s,%s,%.3f,%.3f,%d,%.6f,%d,%.6f,%.6f,%.6f%n",
                quoted(teacher),
                curve,
                bin.from(),
                bin.to(),
                bin.labelled(),
                bin.meanConfidence(),
                bin.right(),
                bin.share(),
                interval.low(),
                interval.high());
    }

    private static String quoted(TeacherCalibration teacher) {
        return '"' + teacher.teacher().replace("\"", "\"\"") + '"';
    }

    private XYChart chart() {
        XYChart chart = ChartFile.blank("What stated confidence is worth", "stated, percent", "right, percent");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(100.0).setYAxisMin(0.0).setYAxisMax(100.0);
        chart.addSeries("as stated", List.of(0, 100), List.of(0, 100));
        for (TeacherCalibration teacher : calibration.teachers()) {
            List<CurveBin> curve = teacher.statedCurve();
            if (!curve.isEmpty() && !teacher.teacher().equals("as stated")) {
                chart.addSeries(
                        teacher.teacher(),
                        curve.stream().map(bin -> 100 * bin.meanConfidence()).toList(),
                        curve.stream().map(bin -> 100 * bin.share()).toList());
            }
        }
        return chart;
    }
}
