package dev.twt.report.picture;

import java.util.ArrayList;
import java.util.List;

/** Where names can be written in a plane: not over points, lines or each other, and near to what they name. */
final class NamePlaces {
    /** What a name takes above its base line, and below. */
    private static final double ABOVE = 11;

    private static final double BELOW = 3;
    /** How far a name may move from its point, and in what steps. */
    private static final int FURTHEST = 120;

    private static final int STEP = 2;

    private final double top;
    private final double bottom;
    private final List<Box> taken = new ArrayList<>();

    /** Base lines are between the two. */
    NamePlaces(double top, double bottom) {
        this.top = top;
        this.bottom = bottom;
    }

    private record Box(double left, double right, double top, double bottom) {
        static Box around(double x, double y, double far) {
            return new Box(x - far, x + far, y - far, y + far);
        }

        static Box name(double left, double right, double base) {
            return new Box(left, right, base - ABOVE, base + BELOW);
        }

        boolean touches(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    void point(double x, double y) {
        taken.add(Box.around(x, y, 6));
    }

    void line(double x, double y, double toX, double toY) {
        int pieces = (int) Math.ceil(Math.hypot(toX - x, toY - y) / STEP);
        for (int i = 0; i <= pieces; i++) {
            double part = (double) i / Math.max(1, pieces);
            taken.add(Box.around(x + (toX - x) * part, y + (toY - y) * part, 1));
        }
    }

    /**
     * Takes a place for a name.
     *
     * @return the free base line nearest to the one that is wished for, below rather than above; that one itself where none is free
     */
    double name(double left, double right, double wished) {
        double base = free(left, right, wished);
        taken.add(Box.name(left, right, base));
        return base;
    }

    private double free(double left, double right, double wished) {
        for (int far = 0; far <= FURTHEST; far += STEP) {
            for (double base : new double[] {wished + far, wished - far}) {
                Box name = Box.name(left, right, base);
                if (base > top && base < bottom && taken.stream().noneMatch(name::touches)) {
                    return base;
                }
            }
        }
        return wished;
    }
}
