package dev.twt.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.twt.testing.FaultyServer;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models that answer {@code What is N + 1?}: right is right, even is right for even N and wrong for others, mute states no
 * answer, long is broken off after the right one, coder writes a program that is right for even N. It writes 20 tokens, right
 * 40.
 */
final class MeasuredApi implements FaultyServer.Behaviour {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUESTION = Pattern.compile("(\\d+) \\+ 1");

    private final Collection<String> asked = new ConcurrentLinkedQueue<>();

    /** Model and last message of each request. */
    Collection<String> asked() {
        return asked;
    }

    @Override
    public void serve(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(request.body());
        JsonNode messages = body.path("messages");
        String prompt = messages.path(messages.size() - 1).path("content").asText();
        String model = body.path("model").asText();
        asked.add(model + ": " + prompt);
        FaultyServer.answer(completion(model, prompt).toString()).serve(request, exchange);
    }

    private static ObjectNode completion(String model, String prompt) {
        Matcher question = QUESTION.matcher(prompt);
        int number = question.find() ? Integer.parseInt(question.group(1)) : -1;
        ObjectNode tree = JSON.createObjectNode();
        ObjectNode choice = tree.putArray("choices").addObject();
        choice.put("finish_reason", model.equals("long") ? "length" : "stop");
        choice.putObject("message").put("role", "assistant").put("content", text(model, number));
        tree.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", model.equals("right") ? 40 : 20);
        return tree;
    }

    private static String text(String model, int number) {
        boolean even = number % 2 == 0;
        return switch (model) {
            case "mute" -> "I would rather not say.";
            case "even" -> "By counting on.\nThe answer is " + (even ? number + 1 : 0) + ".";
            case "coder" -> "```python\ndef f():\n    return " + (even ? number + 1 : 0) + "\n```";
            default -> "By counting on.\nThe answer is " + (number + 1) + ".";
        };
    }
}
