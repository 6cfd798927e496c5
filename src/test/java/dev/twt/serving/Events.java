package dev.twt.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Reads server-sent events as a client does. */
final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    static List<String> of(String body) {
        List<String> events = new ArrayList<>();
        for (String event : body.split("\n\n")) {
            if (!event.startsWith("data: ")) {
                throw new AssertionError("not an event: " + event);
            }
            events.add(event.substring("data: ".length()));
        }
        return events;
    }

    static List<JsonNode> json(List<String> events) {
        List<JsonNode> all = new ArrayList<>();
        for (String event : events) {
            if (!event.equals("[DONE]")) {
                try {
                    all.add(JSON.readTree(event));
                } catch (JsonProcessingException e) {
                    throw new AssertionError("not JSON: " + event, e);
                }
            }
        }
        return all;
    }
}
