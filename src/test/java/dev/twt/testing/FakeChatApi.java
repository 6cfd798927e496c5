package dev.twt.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * Chat completions as OpenAI answers them, without a model: one token for each character of "Answer: " and the last word
 * of the question. The word {@code long} is answered at length, {@code impossible} with status 400 and the question.
 */
public final class FakeChatApi implements FaultyServer.Behaviour {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "and so on, ".repeat(100);

    private final String before;
    private final String after;

    public FakeChatApi() {
        this("", "");
    }

    /** Says more than the answer: something before it and something after it. */
    public FakeChatApi(String before, String after) {
        this.before = before;
        this.after = after;
    }

    @Override
    public void serve(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(request.body());
        JsonNode messages = body.path("messages");
        String question = messages.path(messages.size() - 1).path("content").asText();
        FaultyServer.Behaviour behaviour = question.startsWith("impossible")
                ? FaultyServer.status(400, error("no answer is possible to: " + question))
                : FaultyServer.answer(completion(body, question));
        behaviour.serve(request, exchange);
    }

    private static String error(String message) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("error").put("message", message).put("type", "invalid_request_error");
        return tree.toString();
    }

    private String completion(JsonNode body, String question) {
        String whole = question.equals("long")
                ? LONG
                : before + "Answer: " + question.substring(question.lastIndexOf(' ') + 1) + after;
        int limit =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(Integer.MAX_VALUE));
        String text = whole.substring(0, Math.min(limit, whole.length()));
        ObjectNode tree = JSON.createObjectNode();
        tree.put("system_fingerprint", "fake-1");
        ObjectNode choice = tree.putArray("choices").addObject();
        choice.put("finish_reason", text.length() < whole.length() ? "length" : "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        if (body.path("logprobs").asBoolean(false)) {
            logprobs(choice.putObject("logprobs").putArray("content"), text);
        }
        tree.putObject("usage").put("prompt_tokens", question.length()).put("completion_tokens", text.length());
        return tree.toString();
    }

    private static void logprobs(ArrayNode tokens, String text) {
        for (int i = 0; i < text.length(); i++) {
            tokens.addObject().put("token", text.substring(i, i + 1)).put("logprob", -0.01 * i);
        }
    }
}
