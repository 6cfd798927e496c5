package dev.twt.selection.calibration;

import dev.twt.dataset.WilsonInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How far a teacher's stated confidence can be believed, and what it is worth. The map from stated to calibrated is
 * fitted ten times, each time without a tenth of the questions, and an answer takes the map that was fitted without its
 * question: the label of a question never informs the scores of its own answers. So the error after calibration is
 * measured on answers that the map has not seen.
 */
public final class TeacherCalibration {
    /** Parts of the questions. */
    static final int FOLDS = 10;

    /** Labelled answers that a map takes, each of the ten. */
    public static final int LEAST = 50;

    private final String teacher;
    private final List<StatedCount> counts;
    private final List<Isotonic> withoutFold;

    private TeacherCalibration(String teacher, List<StatedCount> counts, List<Isotonic> withoutFold) {
        this.teacher = teacher;
        this.counts = counts;
        this.withoutFold = withoutFold;
    }

    /** Fits the maps where there are labels enough, in no order of the counts. */
    static TeacherCalibration fit(String teacher, List<StatedCount> counts) {
        List<Isotonic> maps = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            List<StatedCount> others =
                    counts.stream().filter(count -> count.fold() != left).toList();
            if (sum(others, StatedCount::labelled) >= LEAST) {
                maps.add(Isotonic.fit(others));
            }
        }
        return new TeacherCalibration(teacher, List.copyOf(counts), maps.size() == FOLDS ? maps : List.of());
    }

    public String teacher() {
        return teacher;
    }

    /** Whether there were labels enough; else what is stated is taken as it is. */
    public boolean fitted() {
        return !withoutFold.isEmpty();
    }

    /** Answers that state a confidence and whose question has a right answer that is known. */
    public long labelled() {
        return sum(counts, StatedCount::labelled);
    }

    /** Of {@link #labelled}, the right ones. */
    public long right() {
        return sum(counts, StatedCount::right);
    }

    /** Mean of what the labelled answers state, 0 without any. */
    public double meanStated() {
        double all = counts.stream().mapToDouble(c -> c.stated() * c.labelled()).sum();
        return labelled() == 0 ? 0 : all / labelled();
    }

    /** Of the share of right answers among the labelled ones. */
    public WilsonInterval interval() {
        return WilsonInterval.of(right(), labelled());
    }

    /** Share of right answers by what is stated. */
    public List<CurveBin> statedCurve() {
        return CurveBin.curve(counts, StatedCount::stated);
    }

    /** The same answers with their calibrated confidences. */
    public List<CurveBin> calibratedCurve() {
        return CurveBin.curve(counts, count -> at(count.fold(), count.thousandths()));
    }

    /** Expected calibration error, in the bins of the curve, of what is stated. */
    public double statedError() {
        return CurveBin.error(statedCurve());
    }

    /** The same of the calibrated confidence; of what is stated where nothing was fitted. */
    public double calibratedError() {
        return CurveBin.error(calibratedCurve());
    }

    /** Points of the map that all labels together give, to be looked at; no answer is scored by it. */
    public Map<Double, Double> knots() {
        Map<Double, Double> knots = new LinkedHashMap<>();
        if (fitted()) {
            Isotonic.fit(counts).knots().forEach(knot -> knots.put(knot.stated(), knot.right()));
        }
        return knots;
    }

    /** What is stated anywhere, in thousandths. */
    List<Integer> stated() {
        return counts.stream().map(StatedCount::thousandths).distinct().sorted().toList();
    }

    /** The calibrated confidence of an answer to a question of a fold. */
    double at(int fold, int thousandths) {
        double stated = thousandths / 1000.0;
        return fitted() ? withoutFold.get(fold).at(stated) : stated;
    }

    private static long sum(List<StatedCount> counts, ToLongFunction<StatedCount> of) {
        return counts.stream().mapToLong(of).sum();
    }
}
