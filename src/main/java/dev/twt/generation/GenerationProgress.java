package dev.twt.generation;

import java.io.Serializable;

/**
 * How far one teacher has come.
 *
 * @param teacher its name
 * @param planned requests of this run, recorded ones included
 * @param recorded already in the ledger when the run began
 * @param answered ended well in this run
 * @param truncated ran into their length limit in this run
 * @param refused declined in this run
 * @param failed without an answer in this run
 * @param promptTokens read in this run
 * @param completionTokens written in this run
 * @param throttled times its server refused to be asked more in this run
 * @param usd spent in this run, in US dollars
 * @param inFlight requests under way
 * @param usdLeft of the budget of all teachers together; negative where money is not limited
 */
public record GenerationProgress(
        String teacher,
        long planned,
        long recorded,
        long answered,
        long truncated,
        long refused,
        long failed,
        long promptTokens,
        long completionTokens,
        long throttled,
        double usd,
        int inFlight,
        double usdLeft)
        implements Serializable {
    /** What {@link #usdLeft} is where money is not limited. */
    public static final double UNLIMITED = -1;

    /** Without a budget, and nothing under way. */
    public GenerationProgress(
            String teacher,
            long planned,
            long recorded,
            long answered,
            long truncated,
            long refused,
            long failed,
            long promptTokens,
            long completionTokens,
            long throttled,
            double usd) {
        this(
                teacher,
                planned,
                recorded,
                answered,
                truncated,
                refused,
                failed,
                promptTokens,
                completionTokens,
                throttled,
                usd,
                0,
                UNLIMITED);
    }

    public long done() {
        return recorded + answered + truncated + refused + failed;
    }
}
