package dev.twt.generation.governor;

/**
 * How a request ended that had been granted.
 *
 * @param sent whether it left this machine; what was not sent gives its reservation back
 * @param certain whether the usage is known; if not, the reservation stays as uncertain spend
 * @param tokens prompt and completion tokens that were used
 * @param usd US dollars that were spent
 * @param throttled whether the server refused it as too much (429)
 */
public record Settlement(boolean sent, boolean certain, long tokens, double usd, boolean throttled) {
    public static Settlement used(long tokens, double usd) {
        return new Settlement(true, true, tokens, usd, false);
    }

    /** Sent and answered with an error that costs nothing. */
    public static Settlement free(boolean throttled) {
        return new Settlement(true, true, 0, 0, throttled);
    }

    /** Sent, and the server may have answered and billed what never arrived. */
    public static Settlement unknown() {
        return new Settlement(true, false, 0, 0, false);
    }

    /** Never sent. */
    public static Settlement unsent() {
        return new Settlement(false, true, 0, 0, false);
    }
}
