package dev.twt.serving;

import dev.twt.model.text.ChatMessage;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A request for chat completions that has been checked.
 *
 * @param messages at least one
 * @param temperature 0 is greedy
 * @param topP nucleus, in (0, 1]
 * @param maxTokens longest answer in tokens; empty: as long as fits the context
 * @param answers how many are drawn, each with a seed of its own
 * @param stop texts that end an answer
 * @param seed of the first answer; empty: any
 * @param logprobs whether token log-probabilities are wanted
 * @param templateOptions {@code chat_template_kwargs}
 * @param stream whether and how the answer is streamed
 */
public record ChatRequest(
        List<ChatMessage> messages,
        double temperature,
        double topP,
        OptionalInt maxTokens,
        int answers,
        List<String> stop,
        OptionalLong seed,
        boolean logprobs,
        Map<String, Object> templateOptions,
        Streaming stream) {
    /** How an answer leaves. */
    public enum Streaming {
        NONE,
        EVENTS,
        EVENTS_AND_USAGE
    }

    public ChatRequest {
        messages = List.copyOf(messages);
        stop = List.copyOf(stop);
    }
}
