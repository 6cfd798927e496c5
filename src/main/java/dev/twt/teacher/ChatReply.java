package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.text.ChatMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * Reads a reply that came with a good status. What cannot be read is not the request's fault: it may succeed later, and
 * has probably been billed. Where a server does not count tokens they are estimated, four characters to one.
 *
 * <p>Of several answers to one request the first that can be read bears the prompt's tokens, the others none; those of
 * the answers are divided among them as {@link UsageShares} says, so that the sums are what the server counts.
 */
final class ChatReply {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARACTERS_A_TOKEN = 4;

    private final TeacherRequest request;
    private final JsonNode tree;
    private final long millis;
    private final List<ReplyChoice> choices;
    private final int[] tokens;

    private ChatReply(TeacherRequest request, int asked, JsonNode tree, long millis) {
        this.request = request;
        this.tree = tree;
        this.millis = millis;
        this.choices = StreamSupport.stream(tree.path("choices").spliterator(), false)
                .limit(asked)
                .map(choice -> ReplyChoice.of(choice, request.sampling().stop()))
                .toList();
        this.tokens = tokens();
    }

    /**
     * How the request ended.
     *
     * @param millis from sending to the end
     * @param shown makes a server's words fit to be shown
     */
    static Outcome read(TeacherRequest request, String body, long millis, UnaryOperator<String> shown) {
        return read(request, 1, body, millis, shown).get(0);
    }

    /**
     * How each of the answers ended that one request asked for. Those that did not come have to be asked by themselves;
     * what came beyond them is left out.
     *
     * @param asked answers, at least 1
     */
    static List<Outcome> read(
            TeacherRequest request, int asked, String body, long millis, UnaryOperator<String> shown) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return nothing(asked, "the server's answer is no JSON or was cut short");
        }
        if (tree == null || !tree.isObject()) {
            return nothing(asked, "the server's answer is no JSON object");
        }
        if (tree.hasNonNull("error")) {
            return nothing(
                    asked,
                    "the server answered with an error: "
                            + shown.apply(ServerError.of(tree).message()));
        }
        ChatReply reply = new ChatReply(request, asked, tree, millis);
        return reply.choices.isEmpty()
                ? nothing(asked, "the server's answer holds no choice with a message")
                : reply.outcomes(asked);
    }

    private static List<Outcome> nothing(int asked, String error) {
        return Collections.nCopies(asked, unreadable(error));
    }

    private static Outcome unreadable(String error) {
        return new Outcome.Retry(error, null, true, false);
    }

    private List<Outcome> outcomes(int asked) {
        List<Outcome> outcomes = new ArrayList<>();
        int read = 0;
        for (ReplyChoice choice : choices) {
            if (choice.isRead()) {
                outcomes.add(choice.outcome(completion(choice, read == 0, tokens[read])));
                read++;
            } else {
                outcomes.add(unreadable(choice.fault()));
            }
        }
        String few = "the server gave " + choices.size() + " of " + asked + " answers asked for in one request";
        outcomes.addAll(Collections.nCopies(asked - choices.size(), new Outcome.Apart(few)));
        return outcomes;
    }

    private Completion completion(ReplyChoice choice, boolean first, int completionTokens) {
        JsonNode usage = tree.path("usage");
        int cached = Math.max(
                0, usage.path("prompt_tokens_details").path("cached_tokens").asInt(0));
        return new Completion(
                choice.text().text(),
                choice.text().reasoning(),
                choice.logprobs(),
                choice.ends(),
                first ? promptTokens(usage.path("prompt_tokens")) : 0,
                completionTokens,
                choice.finish(),
                tree.path("system_fingerprint").asText(""),
                millis,
                1,
                first ? cached : 0);
    }

    private int promptTokens(JsonNode counted) {
        int characters = request.messages().stream()
                .map(ChatMessage::content)
                .mapToInt(String::length)
                .sum();
        return isCount(counted) ? counted.asInt() : estimated(characters);
    }

    /** Of the answers that can be read, in their order. */
    private int[] tokens() {
        List<ReplyChoice> read = choices.stream().filter(ReplyChoice::isRead).toList();
        int[] lengths = read.stream().mapToInt(ReplyChoice::length).toArray();
        JsonNode counted = tree.path("usage").path("completion_tokens");
        return isCount(counted)
                ? UsageShares.of(
                        counted.asInt(),
                        read.stream().mapToInt(ReplyChoice::tokens).toArray(),
                        lengths)
                : Arrays.stream(lengths).map(ChatReply::estimated).toArray();
    }

    private static boolean isCount(JsonNode counted) {
        return counted.isNumber() && counted.asInt() >= 0;
    }

    private static int estimated(int characters) {
        return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
    }
}
