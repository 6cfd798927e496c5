package dev.twt.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.twt.testing.FaultyServer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A teacher that answers {@code What is N + 1?} at length and rewrites its rationales: well where N leaves 0 when
 * divided by four, well at the second try where it leaves 1, to another answer where it leaves 2, and always too long
 * where it leaves 3. A token is four characters.
 */
final class RewritingApi implements FaultyServer.Behaviour {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUESTION = Pattern.compile("What is (\\d+) \\+ 1");

    private final Collection<String> rewrites = new ConcurrentLinkedQueue<>();
    private final Collection<String> asked = new ConcurrentLinkedQueue<>();

    /** Prompts of the rewrites it was asked for. */
    Collection<String> rewrites() {
        return rewrites;
    }

    /** Models that were asked for a whole rationale. */
    Collection<String> asked() {
        return asked;
    }

    void forget() {
        rewrites.clear();
        asked.clear();
    }

    @Override
    public void serve(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(request.body());
        JsonNode messages = body.path("messages");
        String prompt = messages.path(messages.size() - 1).path("content").asText();
        int number = number(prompt);
        boolean rewrite = prompt.startsWith("Rewrite the solution");
        (rewrite ? rewrites : asked).add(rewrite ? prompt : body.path("model").asText());
        String text = rewrite
                ? rewrite(number, prompt.contains("The rewrite before this one"))
                : whole(body.path("model").asText(), number);
        FaultyServer.answer(completion(text, prompt)).serve(request, exchange);
    }

    private static int number(String prompt) {
        Matcher question = QUESTION.matcher(prompt);
        return question.find() ? Integer.parseInt(question.group(1)) : -1;
    }

    static String whole(String model, int number) {
        return "Let us think, says " + model + ", about what is wanted here before we begin. We have the number "
                + number
                + " and shall go on by one. Counting on gives " + number + " + 1 = " + (number + 1)
                + ", as one finds. So we have come to " + (number + 1) + " in the end.\nAnswer: " + (number + 1)
                + "\nConfidence: 0.99";
    }

    static String rewrite(int number, boolean again) {
        String good = number + " + 1 = " + (number + 1) + ".\nThe answer is " + (number + 1) + ".";
        return switch (number % 4) {
            case 0 -> good;
            case 1 -> again ? good : longer(number);
            case 2 -> number + " + 1 = 0.\nThe answer is 0.";
            default -> longer(number);
        };
    }

    private static String longer(int number) {
        return "We have the number " + number
                + " and shall go on by one, and there is much more to be said of it, such as"
                + " that it is even or odd. " + number + " + 1 = " + (number + 1) + ".\nThe answer is " + (number + 1)
                + ".";
    }

    private static String completion(String text, String prompt) {
        ObjectNode tree = JSON.createObjectNode();
        ObjectNode choice = tree.putArray("choices").addObject();
        choice.put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        tree.putObject("usage").put("prompt_tokens", prompt.length() / 4).put("completion_tokens", text.length() / 4);
        return tree.toString();
    }

    /** What is left of the division by four, of each prompt. */
    List<Integer> rests() {
        return rewrites.stream().map(prompt -> number(prompt) % 4).sorted().toList();
    }
}
