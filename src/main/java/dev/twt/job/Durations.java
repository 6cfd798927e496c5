package dev.twt.job;

/** Times for people. */
final class Durations {
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private Durations() {}

    /** {@code 8 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    static String words(double seconds) {
        long s = (long) Math.ceil(seconds);
        if (s < MINUTE) {
            return s + " s";
        }
        if (s < HOUR) {
            return String.format("%d min %02d s", s / MINUTE, s % MINUTE);
        }
        return String.format("%d h %02d min", s / HOUR, s % HOUR / MINUTE);
    }
}
