package dev.twt.serving;

import java.util.List;

/**
 * What was answered.
 *
 * @param choices the answers, in order
 * @param promptTokens length of the prompt
 */
public record ChatReply(List<Choice> choices, int promptTokens) {
    public ChatReply {
        choices = List.copyOf(choices);
    }

    int completionTokens() {
        return choices.stream().mapToInt(Choice::tokens).sum();
    }

    /**
     * One answer.
     *
     * @param text its text
     * @param finishReason stop or length
     * @param tokens how many it took
     * @param logprobs one for each token, or null where they were not asked for
     */
    public record Choice(String text, String finishReason, int tokens, List<TokenLogprob> logprobs) {}

    /**
     * A drawn token.
     *
     * @param text what it adds to the answer; empty while a character is not complete
     * @param logprob natural-log probability at temperature 1, before top-p
     */
    public record TokenLogprob(String text, float logprob) {}
}
