package dev.twt.report.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One axis.
 *
 * @param title what it measures, with its unit
 * @param min where it begins
 * @param max where it ends, above min
 * @param ticks values that are named
 * @param label of such a value
 */
record Axis(String title, double min, double max, List<Double> ticks, DoubleFunction<String> label) {
    private static final double ROOM = 0.04;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** An axis that ends at such values. */
    static Axis rounded(String title, double low, double high, int ticks, DoubleFunction<String> label) {
        double width = high > low ? high - low : Math.max(1, Math.abs(low));
        double step = step(width / Math.max(1, ticks - 1));
        double min = Math.floor(low / step + 1e-9) * step;
        double max = Math.max(min + step, Math.ceil(high / step - 1e-9) * step);
        return new Axis(title, min, max, values(min, max, step), label);
    }

    /** An axis that ends where it is said. */
    static Axis exact(String title, double min, double max, int ticks, DoubleFunction<String> label) {
        double step = step((max - min) / Math.max(1, ticks - 1));
        return new Axis(title, min, max, values(Math.ceil(min / step - 1e-9) * step, max, step), label);
    }

    /** The same with a little room beyond its end, for what stands there. */
    Axis withRoom() {
        double room = (max - min) * ROOM;
        return new Axis(title, min, max + room, ticks, label);
    }

    /** The least number of the form 1, 2, 2.5 or 5 times a power of ten that is not below. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double times : STEPS) {
            if (times * power >= least * (1 - 1e-9)) {
                return times * power;
            }
        }
        return 10 * power;
    }

    private static List<Double> values(double from, double to, double step) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; from + i * step <= to + step * 1e-6; i++) {
            double value = from + i * step;
            values.add(Math.abs(value) < step * 1e-6 ? 0 : value);
        }
        return values;
    }
}
