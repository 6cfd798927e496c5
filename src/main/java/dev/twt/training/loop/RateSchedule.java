package dev.twt.training.loop;

/**
 * The learning rate of each step: it rises in a line to its peak, then follows a curve.
 *
 * @param curve cosine or linear, which end at 0 after the last step, or constant
 * @param peak highest rate
 * @param warmUp steps in which it rises
 * @param steps of the whole stage
 */
record RateSchedule(String curve, double peak, long warmUp, long steps) {
    static RateSchedule of(String curve, double peak, double warmUpShare, long steps) {
        return new RateSchedule(curve, peak, (long) Math.ceil(warmUpShare * steps), steps);
    }

    /** @param step counted from 0 */
    double rate(long step) {
        if (step < warmUp) {
            return peak * (step + 1) / (warmUp + 1);
        }
        double done = (step - warmUp) / (double) Math.max(1, steps - warmUp);
        return switch (curve) {
            case "constant" -> peak;
            case "linear" -> peak * (1 - done);
            case "cosine" -> peak * 0.5 * (1 + Math.cos(Math.PI * done));
            default -> throw new IllegalArgumentException(curve);
        };
    }
}
