package dev.twt.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Chat completions with {@code n}, or with a server's excuses for not taking it. Counts what was asked and what it would
 * bill: a token a word of an answer, 100 a prompt. A question that holds {@code mixed} gets a refusal, a truncated and a
 * filtered answer behind the first one; {@code silent} gets three tokens more than its log-probabilities show.
 */
public final class SeveralAnswersApi implements FaultyServer.Behaviour {
    public static final int PROMPT_TOKENS = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it makes of n. */
    public enum Manner {
        TAKES,
        IGNORES,
        REFUSES,
        GIVES_ONE_MORE
    }

    /** @param n as it stood in the request; 0 where it did not */
    public record Asked(String question, int n) {}

    private final Manner manner;
    private final long millis;
    private final List<Asked> asked = new ArrayList<>();
    private long promptTokens;
    private long completionTokens;

    public SeveralAnswersApi(Manner manner) {
        this(manner, 0);
    }

    /** @param millis that each reply takes */
    public SeveralAnswersApi(Manner manner, long millis) {
        this.manner = manner;
        this.millis = millis;
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Billed for prompts so far. */
    public synchronized long promptTokens() {
        return promptTokens;
    }

    /** Billed for answers so far. */
    public synchronized long completionTokens() {
        return completionTokens;
    }

    @Override
    public void serve(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(request.body());
        JsonNode messages = body.path("messages");
        String question = messages.path(messages.size() - 1).path("content").asText();
        int n = body.path("n").asInt(0);
        synchronized (this) {
            asked.add(new Asked(question, n));
        }
        Thread.sleep(millis);
        if (manner == Manner.REFUSES && n > 1) {
            FaultyServer.status(400, "{\"error\": {\"message\": \"Only one completion choice is allowed\"}}")
                    .serve(request, exchange);
            return;
        }
        int answers = Math.max(1, n);
        if (manner == Manner.GIVES_ONE_MORE) {
            answers++;
        }
        FaultyServer.answer(reply(question, manner == Manner.IGNORES ? 1 : answers))
                .serve(request, exchange);
    }

    private String reply(String question, int answers) {
        ObjectNode tree = JSON.createObjectNode();
        ArrayNode choices = tree.putArray("choices");
        int words = question.contains("silent") ? 3 : 0;
        for (int i = 0; i < answers; i++) {
            words += choice(choices.addObject(), i, question.contains("mixed") ? i : 0);
        }
        synchronized (this) {
            promptTokens += PROMPT_TOKENS;
            completionTokens += words;
        }
        ObjectNode usage = tree.putObject("usage").put("prompt_tokens", PROMPT_TOKENS);
        usage.put("completion_tokens", words).putObject("prompt_tokens_details").put("cached_tokens", 10);
        return tree.toString();
    }

    /** Returns its words. */
    private static int choice(ObjectNode choice, int index, int kind) {
        String text = "because" + " and".repeat(index) + " Answer: " + index;
        choice.put("index", index)
                .put(
                        "finish_reason",
                        List.of("stop", "stop", "length", "content_filter").get(kind));
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (kind == 1) {
            message.putNull("content").put("refusal", text);
        } else {
            message.put("content", text);
        }
        ArrayNode logprobs = choice.putObject("logprobs").putArray("content");
        int words = text.split(" ").length;
        for (int i = 0; i < words; i++) {
            logprobs.addObject().put("token", "t").put("logprob", -0.5);
        }
        return words;
    }
}
