package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.text.ChatMessage;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads an answer that came with a good status. What cannot be read is not the request's fault: it may succeed later, and
 * has probably been billed. Where a server does not count tokens they are estimated, four characters to one.
 */
final class ChatReply {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final Set<String> CUT_OFF = Set.of("length", "max_tokens", "model_length");
    private static final Set<String> GIVEN_UP = Set.of("abort", "error");

    private final TeacherRequest request;
    private final JsonNode tree;
    private final JsonNode choice;
    private final long millis;

    private ChatReply(TeacherRequest request, JsonNode tree, long millis) {
        this.request = request;
        this.tree = tree;
        this.choice = tree.path("choices").path(0);
        this.millis = millis;
    }

    /**
     * How the request ended.
     *
     * @param millis from sending to the end
     * @param shown makes a server's words fit to be shown
     */
    static Outcome read(TeacherRequest request, String body, long millis, UnaryOperator<String> shown) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return unreadable("the server's answer is no JSON or was cut short");
        }
        if (tree == null || !tree.isObject()) {
            return unreadable("the server's answer is no JSON object");
        }
        if (tree.hasNonNull("error")) {
            return unreadable("the server answered with an error: "
                    + shown.apply(ServerError.of(tree).message()));
        }
        return new ChatReply(request, tree, millis).outcome();
    }

    private static Outcome unreadable(String error) {
        return new Outcome.Retry(error, null, true, false);
    }

    private Outcome outcome() {
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            return unreadable("the server's answer holds no choice with a message");
        }
        String finish = choice.path("finish_reason").asText("");
        if (GIVEN_UP.contains(finish)) {
            return unreadable("the server gave the answer up (finish_reason " + finish + ")");
        }
        AnswerText text = AnswerText.of(message, request.sampling().stop());
        String refusal = message.path("refusal").asText("");
        if (text.text().isEmpty() && !refusal.isEmpty()) {
            return new Outcome.Refused(completion(new AnswerText(refusal, text.reasoning(), false), "refusal"));
        }
        if (finish.equals("content_filter")) {
            return new Outcome.Refused(completion(text, finish));
        }
        // Text up to a stop text is whole, however the server ended.
        boolean cutOff = CUT_OFF.contains(finish) && !text.stopped();
        return cutOff
                ? new Outcome.Truncated(completion(text, "length"))
                : new Outcome.Answered(completion(text, text.stopped() || finish.isEmpty() ? "stop" : finish));
    }

    private Completion completion(AnswerText text, String finish) {
        JsonNode usage = tree.path("usage");
        return new Completion(
                text.text(),
                text.reasoning(),
                // Those of tokens behind the stop text do not belong to the answer.
                text.stopped() ? null : ReplyLogprobs.of(choice),
                tokens(usage.path("prompt_tokens"), promptCharacters()),
                tokens(
                        usage.path("completion_tokens"),
                        text.text().length() + text.reasoning().length()),
                finish,
                tree.path("system_fingerprint").asText(""),
                millis,
                1,
                Math.max(
                        0,
                        usage.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asInt(0)));
    }

    private static int tokens(JsonNode counted, int characters) {
        return counted.isNumber() && counted.asInt() >= 0
                ? counted.asInt()
                : (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
    }

    private int promptCharacters() {
        return request.messages().stream()
                .map(ChatMessage::content)
                .mapToInt(String::length)
                .sum();
    }
}
