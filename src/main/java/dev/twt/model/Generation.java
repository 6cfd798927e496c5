package dev.twt.model;

/**
 * A generated sequence.
 *
 * @param id of its request
 * @param tokens drawn token ids, the ending token not included
 * @param logprobs natural-log probability of each of {@code tokens} under the model at temperature 1, before top-p
 * @param text decoded, cut before a stop text
 * @param finish why it ended
 * @param promptTokens length of the prompt
 * @param millis time from its first step to its end
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are arrays everywhere
public record Generation(
        String id, int[] tokens, float[] logprobs, String text, Finish finish, int promptTokens, long millis) {
    /** Why a sequence ended: an ending token or stop text, or the length. */
    public enum Finish {
        STOP,
        LENGTH
    }
}
