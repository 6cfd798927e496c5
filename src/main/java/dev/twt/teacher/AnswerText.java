package dev.twt.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a server's message says.
 *
 * @param text of the answer, up to the first stop text
 * @param reasoning that came apart from it or stood between think marks at its beginning
 * @param stopped whether a stop text was in it, which the server let through
 */
record AnswerText(String text, String reasoning, boolean stopped) {
    private static final String OPENING = "<think>";
    private static final String CLOSING = "</think>";

    static AnswerText of(JsonNode message, List<String> stops) {
        String content = content(message.path("content"));
        String reasoning = reasoning(message);
        String start = content.stripLeading();
        if (start.startsWith(OPENING)) {
            int close = start.indexOf(CLOSING);
            // A thought that never ends leaves no answer.
            String thought = start.substring(OPENING.length(), close < 0 ? start.length() : close);
            reasoning = reasoning.isEmpty() ? thought.strip() : reasoning + "\n" + thought.strip();
            content = close < 0 ? "" : start.substring(close + CLOSING.length()).stripLeading();
        }
        int end = firstStop(content, stops);
        return new AnswerText(content.substring(0, end), reasoning, end < content.length());
    }

    private static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText("text").equals("text")) {
                text.append(part.path("text").asText(""));
            }
        }
        return text.toString();
    }

    private static String reasoning(JsonNode message) {
        JsonNode named = message.path("reasoning_content");
        JsonNode reasoning = named.isTextual() ? named : message.path("reasoning");
        return reasoning.isTextual() ? reasoning.asText() : "";
    }

    private static int firstStop(String text, List<String> stops) {
        return stops.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
    }
}
