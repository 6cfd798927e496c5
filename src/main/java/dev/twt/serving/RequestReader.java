package dev.twt.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the body of a request for chat completions. Its errors say what is wrong and repeat nothing of a prompt. */
final class RequestReader {
    static final int MOST_ANSWERS = 16;

    private static final int MOST_STOPS = 16;
    /** The engine looks for stop texts after each token, in a window as long as the longest of them. */
    private static final int LONGEST_STOP = 200;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};

    private final String model;

    /**
     * @param model the only name that is served
     */
    RequestReader(String model) {
        this.model = model;
    }

    /**
     * @throws ApiException if it is not a request that can be answered
     */
    ChatRequest read(byte[] body) {
        JsonFields fields = new JsonFields(parsed(body));
        checkModel(fields);
        RefusedFields.check(fields);
        return new ChatRequest(
                MessageReader.read(fields),
                fields.number("temperature", 0, Float.MAX_VALUE, "a number of at least 0")
                        .orElse(1),
                fields.number("top_p", Double.MIN_VALUE, 1, "a number above 0 and at most 1")
                        .orElse(1),
                maxTokens(fields),
                (int) fields.whole("n", 1, MOST_ANSWERS, "a whole number from 1 to " + MOST_ANSWERS)
                        .orElse(1),
                stops(fields),
                fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE, "a whole number of 64 bits"),
                fields.flag("logprobs"),
                templateOptions(fields),
                streaming(fields));
    }

    private static JsonNode parsed(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw ApiException.invalid("invalid_json", "The request's body is not JSON" + where);
        } catch (IOException e) {
            throw ApiException.invalid("invalid_json", "The request's body is not JSON in UTF-8");
        }
        if (root == null || !root.isObject()) {
            throw ApiException.invalid("invalid_json", "The request's body must be a JSON object");
        }
        return root;
    }

    private void checkModel(JsonFields fields) {
        String asked = fields.find("model")
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> JsonFields.wrong("model", "the name of the model; this server serves " + model));
        if (!asked.equals(model)) {
            throw ApiException.notFound(
                    "model_not_found", "That model is not served here; this server serves " + model);
        }
    }

    private static OptionalInt maxTokens(JsonFields fields) {
        String range = "a whole number of at least 1";
        OptionalLong old = fields.whole("max_tokens", 1, Integer.MAX_VALUE, range);
        OptionalLong now = fields.whole("max_completion_tokens", 1, Integer.MAX_VALUE, range);
        OptionalLong most = now.isPresent() ? now : old;
        return most.isPresent() ? OptionalInt.of((int) most.getAsLong()) : OptionalInt.empty();
    }

    private static List<String> stops(JsonFields fields) {
        List<String> stops = new ArrayList<>();
        fields.find("stop").ifPresent(value -> {
            if (value.isArray()) {
                value.forEach(each -> stops.add(stop(each)));
            } else {
                stops.add(stop(value));
            }
        });
        if (stops.size() > MOST_STOPS) {
            throw JsonFields.wrong("stop", "at most " + MOST_STOPS + " texts");
        }
        return stops;
    }

    private static String stop(JsonNode value) {
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST_STOP) {
            throw JsonFields.wrong("stop", "a text or a list of texts, each of 1 to " + LONGEST_STOP + " characters");
        }
        return value.textValue();
    }

    private static Map<String, Object> templateOptions(JsonFields fields) {
        JsonNode options = fields.find("chat_template_kwargs").orElseGet(JSON::createObjectNode);
        if (!options.isObject()) {
            throw JsonFields.wrong("chat_template_kwargs", "an object");
        }
        return JSON.convertValue(options, OPTIONS);
    }

    private static ChatRequest.Streaming streaming(JsonFields fields) {
        if (!fields.flag("stream")) {
            return ChatRequest.Streaming.NONE;
        }
        boolean usage = fields.find("stream_options")
                .map(options -> new JsonFields(options).flag("include_usage"))
                .orElse(false);
        return usage ? ChatRequest.Streaming.EVENTS_AND_USAGE : ChatRequest.Streaming.EVENTS;
    }
}
