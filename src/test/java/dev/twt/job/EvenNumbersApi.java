package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Teachers that answer {@code What is N + 1?} and say how sure they are. The model dear is sure of everything, any other of
 * even numbers, and at temperature 0.7 of those as well that leave 1 when divided by four. It remembers whom it was asked
 * for, as {@code model N temperature}.
 */
final class EvenNumbersApi implements FaultyServer.Behaviour {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUESTION = Pattern.compile("What is (\\d+) \\+ 1");
    private static final double HOT = 0.7;

    private final Collection<String> asked = new ConcurrentLinkedQueue<>();

    Collection<String> asked() {
        return asked;
    }

    @Override
    public void serve(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(request.body());
        asked.add(model(body) + " " + number(body) + " " + temperature(body));
        FaultyServer.answer(completion(body).toString()).serve(request, exchange);
    }

    /** The answer to the body of a request: 1,000 tokens read, 10 written. */
    static ObjectNode completion(JsonNode body) {
        int number = number(body);
        boolean sure = model(body).equals("dear") || number % 2 == 0 || (temperature(body) == HOT && number % 4 == 1);
        ObjectNode tree = JSON.createObjectNode();
        ObjectNode choice = tree.putArray("choices").addObject();
        choice.put("finish_reason", "stop");
        choice.putObject("message")
                .put("role", "assistant")
                .put(
                        "content",
                        "By counting on, says " + model(body) + ".\nAnswer: " + (number + 1) + "\nConfidence: "
                                + (sure ? "0.99" : "0.4"));
        tree.putObject("usage").put("prompt_tokens", 1000).put("completion_tokens", 10);
        return tree;
    }

    private static String model(JsonNode body) {
        return body.path("model").asText();
    }

    private static double temperature(JsonNode body) {
        return body.path("temperature").asDouble();
    }

    private static int number(JsonNode body) {
        Matcher question = QUESTION.matcher(body.path("messages").toString());
        assertThat(question.find()).isTrue();
        return Integer.parseInt(question.group(1));
    }
}
