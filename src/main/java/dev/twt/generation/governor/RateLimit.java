package dev.twt.generation.governor;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A limit a minute. A bucket spreads what is granted evenly; beside it stands the account of the last window, which
 * holds the limit also where one request takes more than the bucket.
 */
final class RateLimit {
    /** No wait is long enough: one request alone is above the limit. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int PIECES = 600;
    private static final double EPSILON = 1e-9;

    private final long limit;
    private final long apart;
    private final double refillPerNano;
    private final double capacity;
    private final Deque<Piece> window = new ArrayDeque<>();
    private long inWindow;
    private double level;
    private long filledAt;

    /** What was granted in a short time, as if all at its end. */
    private static final class Piece {
        private final long first;
        private long last;
        private long units;

        Piece(long first) {
            this.first = first;
        }
    }

    /**
     * Starts with a full bucket.
     *
     * @param limit units a window; 0: no limit
     * @param now nanoseconds of the clock that all other times are read from
     */
    RateLimit(long limit, RateRule rule, long now) {
        this.limit = limit;
        this.apart = rule.apartNanos();
        this.refillPerNano = (double) limit / rule.refillNanos();
        // A bucket that holds no whole unit would never grant one.
        this.capacity = Math.max(1, refillPerNano * rule.burst().toNanos());
        this.level = capacity;
        this.filledAt = now;
    }

    long limit() {
        return limit;
    }

    /** Nanoseconds until so many units may be taken; 0: now. */
    long nanosUntil(long units, long now) {
        if (limit == 0 || units == 0) {
            return 0;
        }
        if (units > limit) {
            return NEVER;
        }
        refill(now);
        forget(now);
        return Math.max(untilFilled(units), untilWindow(units, now));
    }

    /** Takes units, whether or not they may be taken now. */
    void take(long units, long now) {
        if (limit == 0) {
            return;
        }
        refill(now);
        level -= units;
        inWindow += units;
        Piece piece = window.peekLast();
        if (piece == null || now - piece.first > apart / PIECES) {
            piece = new Piece(now);
            window.addLast(piece);
        }
        piece.last = now;
        piece.units += units;
    }

    private void refill(long now) {
        level = Math.min(capacity, level + (now - filledAt) * refillPerNano);
        filledAt = now;
    }

    private void forget(long now) {
        while (!window.isEmpty() && now - window.peekFirst().last > apart) {
            inWindow -= window.removeFirst().units;
        }
    }

    /** A request larger than the bucket waits for a full one and leaves a debt. */
    private long untilFilled(long units) {
        double missing = Math.min(units, capacity) - level;
        return missing <= EPSILON ? 0 : (long) Math.ceil(missing / refillPerNano);
    }

    private long untilWindow(long units, long now) {
        long tooMany = inWindow + units - limit;
        for (Piece piece : window) {
            if (tooMany <= 0) {
                return 0;
            }
            tooMany -= piece.units;
            if (tooMany <= 0) {
                return piece.last + apart + 1 - now;
            }
        }
        return 0;
    }
}
