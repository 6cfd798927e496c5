package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.EndpointConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.model.text.ChatMessage;
import java.util.List;

/**
 * Writes requests as OpenAI's chat completions want them. Every sampling field is sent, because servers differ in their
 * defaults; {@code stop} only where there is one. The fields of {@code extra-body} come last and replace what is there;
 * one that is null takes a field out, for models that refuse it.
 */
final class ChatRequestBody {
    /** OpenAI takes no more; the others are cut at when the answer is there. */
    private static final int MOST_STOPS = 4;

    /** Some servers keep the seed in 32 bits, and refuse more. */
    private static final long SEED_BITS = Integer.MAX_VALUE;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String model;
    private final EndpointConfig endpoint;
    private final ObjectNode extra;

    /** @throws UserException if the extra body asks for answers that cannot be read */
    ChatRequestBody(TeacherConfig config) {
        this.model = config.model();
        this.endpoint = config.endpoint();
        String where = "teachers." + config.name() + ".endpoint.extra-body";
        this.extra = extra(where, config.endpoint());
        if (config.samplesARequest() > 1 && extra.has("n")) {
            throw new UserException(where + ".n", "it would replace what samples-a-request asks for", "Leave it out");
        }
    }

    private static ObjectNode extra(String where, EndpointConfig endpoint) {
        if (endpoint.extraBody().isEmpty()) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(endpoint.extraBody()) instanceof ObjectNode fields) {
                check(where, fields);
                return fields;
            }
        } catch (JsonProcessingException e) {
            // Told below: the parser's own message would quote the text.
        }
        throw new UserException(where, "this is no JSON object", "Write fields, such as { top_k = 40 }");
    }

    private static void check(String where, ObjectNode fields) {
        if (fields.path("stream").asBoolean(false)) {
            throw new UserException(where + ".stream", "answers are read whole, not as a stream", "Leave it out");
        }
        if (fields.hasNonNull("n") && fields.get("n").asInt() != 1) {
            throw new UserException(
                    where + ".n",
                    "one answer of a request is read and the others would be paid for nothing",
                    "Leave it out and set the teacher's samples and samples-a-request");
        }
    }

    String of(TeacherRequest request) {
        return of(request, 1);
    }

    /** @param answers asked for in this one request, at least 1 */
    String of(TeacherRequest request, int answers) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        messages(body.putArray("messages"), request.messages());
        sampling(body, request.sampling());
        body.put("seed", request.seed() & SEED_BITS);
        if (answers > 1) {
            body.put("n", answers);
        }
        if (endpoint.logprobs()) {
            body.put("logprobs", true);
        }
        extra.properties().forEach(field -> merge(body, field.getKey(), field.getValue()));
        return body.toString();
    }

    private static void messages(ArrayNode array, List<ChatMessage> messages) {
        for (ChatMessage message : messages) {
            array.addObject().put("role", message.role()).put("content", message.content());
        }
    }

    private void sampling(ObjectNode body, SamplingConfig sampling) {
        body.put("temperature", sampling.temperature());
        body.put("top_p", sampling.topP());
        body.put(endpoint.maxTokensField(), sampling.maxTokens());
        if (!sampling.stop().isEmpty()) {
            ArrayNode stops = body.putArray("stop");
            sampling.stop().stream().limit(MOST_STOPS).forEach(stops::add);
        }
    }

    private static void merge(ObjectNode body, String name, JsonNode value) {
        if (value.isNull()) {
            body.remove(name);
        } else {
            body.set(name, value);
        }
    }
}
