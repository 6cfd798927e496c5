package dev.twt.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * One answer of a reply, before its tokens are counted.
 *
 * @param fault why it cannot be read, or empty
 * @param kind how it ended; null where it cannot be read
 * @param text what it says
 * @param finish why it ended
 * @param logprobs of its tokens, or null
 * @param ends of those tokens in the text, or null
 * @param tokens that came with log-probabilities, those behind a stop text too; 0 where there are none
 */
record ReplyChoice(String fault, Kind kind, AnswerText text, String finish, float[] logprobs, int[] ends, int tokens) {
    private static final Set<String> CUT_OFF = Set.of("length", "max_tokens", "model_length");
    private static final Set<String> GIVEN_UP = Set.of("abort", "error");

    /** How an answer ended. */
    enum Kind {
        ANSWERED,
        TRUNCATED,
        REFUSED
    }

    static ReplyChoice of(JsonNode choice, List<String> stops) {
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            return unreadable("the server's answer holds no choice with a message");
        }
        String finish = choice.path("finish_reason").asText("");
        if (GIVEN_UP.contains(finish)) {
            return unreadable("the server gave the answer up (finish_reason " + finish + ")");
        }
        AnswerText text = AnswerText.of(message, stops);
        String refusal = message.path("refusal").asText("");
        if (text.text().isEmpty() && !refusal.isEmpty()) {
            AnswerText declined = new AnswerText(refusal, text.reasoning(), false);
            return read(choice, Kind.REFUSED, declined, "refusal");
        }
        if (finish.equals("content_filter")) {
            return read(choice, Kind.REFUSED, text, finish);
        }
        // Text up to a stop text is whole, however the server ended.
        boolean cutOff = CUT_OFF.contains(finish) && !text.stopped();
        return cutOff
                ? read(choice, Kind.TRUNCATED, text, "length")
                : read(choice, Kind.ANSWERED, text, text.stopped() || finish.isEmpty() ? "stop" : finish);
    }

    private static ReplyChoice unreadable(String fault) {
        return new ReplyChoice(fault, null, null, "", null, null, 0);
    }

    private static ReplyChoice read(JsonNode choice, Kind kind, AnswerText text, String finish) {
        // Log-probabilities of tokens behind the stop text do not belong to the answer.
        float[] logprobs = text.stopped() ? null : ReplyLogprobs.of(choice);
        int[] ends = logprobs == null ? null : ReplyLogprobs.ends(choice, text.text());
        int tokens = choice.path("logprobs").path("content").size();
        return new ReplyChoice("", kind, text, finish, logprobs, ends, tokens);
    }

    boolean isRead() {
        return kind != null;
    }

    /** Characters written. */
    int length() {
        return text.text().length() + text.reasoning().length();
    }

    Outcome outcome(Completion completion) {
        return switch (kind) {
            case ANSWERED -> new Outcome.Answered(completion);
            case TRUNCATED -> new Outcome.Truncated(completion);
            case REFUSED -> new Outcome.Refused(completion);
        };
    }
}
