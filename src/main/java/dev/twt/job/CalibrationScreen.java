package dev.twt.job;

import dev.twt.dataset.WilsonInterval;
import dev.twt.selection.calibration.Calibration;
import dev.twt.selection.calibration.TeacherCalibration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stated confidences are worth: a line a teacher, and the same as figures. */
final class CalibrationScreen {
    private final Calibration calibration;

    CalibrationScreen(Calibration calibration) {
        this.calibration = calibration;
    }

    List<String> lines() {
        return calibration.teachers().isEmpty()
                ? List.of("calibration: no teacher states a confidence")
                : calibration.teachers().stream().map(CalibrationScreen::line).toList();
    }

    private static String line(TeacherCalibration t) {
        if (t.labelled() == 0) {
            return t.teacher() + ": states a confidence, but no answer of it has a gold answer; taken as stated";
        }
        WilsonInterval interval = t.interval();
        String said = String.format(
                Locale.ROOT,
                "%s: says %.2f, is right %.2f (%.2f to %.2f, n %,d)",
                t.teacher(),
                t.meanStated(),
                share(t),
                interval.low(),
                interval.high(),
                t.labelled());
        return t.fitted()
                ? String.format(
                        Locale.ROOT, "%s; calibrated, ECE %.3f -> %.3f", said, t.statedError(), t.calibratedError())
                : said + "; too few labelled answers to calibrate (" + TeacherCalibration.LEAST
                        + " are needed), taken as stated";
    }

    private static double share(TeacherCalibration t) {
        return (double) t.right() / t.labelled();
    }

    List<Map<String, Object>> figures() {
        return calibration.teachers().stream().map(CalibrationScreen::figures).toList();
    }

    private static Map<String, Object> figures(TeacherCalibration t) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("teacher", t.teacher());
        figures.put("labelled", t.labelled());
        figures.put("right", t.right());
        figures.put("meanStated", t.meanStated());
        figures.put("eceStated", t.statedError());
        figures.put("eceCalibrated", t.calibratedError());
        figures.put("calibrated", t.fitted());
        return figures;
    }
}
