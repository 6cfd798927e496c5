package dev.twt.model;

import java.util.List;

/**
 * One sequence to generate.
 *
 * @param id the caller's name for it
 * @param prompt token ids, at least one; prompt and maxTokens together fit the context
 * @param temperature 0 is greedy
 * @param topP nucleus, in (0, 1]
 * @param maxTokens longest answer in tokens
 * @param seed of this sequence alone: the same request gives the same draws whatever it is batched with
 * @param stop texts that end the answer and are not part of it
 */
@SuppressWarnings("ArrayRecordComponent") // token ids are arrays everywhere
public record GenerationRequest(
        String id, int[] prompt, double temperature, double topP, int maxTokens, long seed, List<String> stop) {
    public GenerationRequest {
        stop = List.copyOf(stop);
    }
}
