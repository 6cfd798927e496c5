package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;

/** Python's range. */
record Range(long start, long stop, long step) {
    /** Jinja2's sandbox allows no longer range. */
    private static final long LONGEST = 100_000;

    Range {
        if (step == 0) {
            throw JinjaException.failed("range() arg 3 must not be zero");
        }
        if (count(start, stop, step) > LONGEST) {
            throw JinjaException.failed("range() of more than " + LONGEST + " numbers");
        }
    }

    private static long count(long start, long stop, long step) {
        long distance = step > 0 ? stop - start : start - stop;
        long width = Math.abs(step);
        return distance <= 0 ? 0 : (distance + width - 1) / width;
    }

    List<Object> items() {
        List<Object> items = new ArrayList<>();
        for (long i = 0, n = count(start, stop, step); i < n; i++) {
            items.add(start + i * step);
        }
        return items;
    }
}
