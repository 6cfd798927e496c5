package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * The models a server says it has.
 *
 * @param names as the server writes them; none where it does not say
 */
record ModelList(List<String> names) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 3;

    /** Reads the answer of {@code GET /models}. */
    static ModelList of(String body) {
        List<String> names = new ArrayList<>();
        try {
            for (JsonNode model : JSON.readTree(body).path("data")) {
                if (model.path("id").isTextual()) {
                    names.add(model.get("id").asText());
                }
            }
        } catch (JsonProcessingException e) {
            // A page for people, most likely: it names no models.
        }
        return new ModelList(List.copyOf(names));
    }

    boolean has(String model) {
        return names.contains(model);
    }

    /** Names most like a model's. */
    String nearest(String model) {
        return String.join(", ", Nearest.few(model, names, SHOWN));
    }
}
