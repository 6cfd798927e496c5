package dev.twt.teacher.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.TeacherConfig;
import dev.twt.teacher.ChatCalls;
import dev.twt.teacher.TeacherRequest;

/** Writes requests as lines of a batch's file. */
public final class BatchRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TeacherConfig config;
    private final ChatCalls calls;

    public BatchRequests(TeacherConfig config) {
        this.config = config;
        this.calls = new ChatCalls(config);
    }

    /** One line without its end; the request's id comes back with its answer. */
    public String line(TeacherRequest request) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(calls.body(request));
            BatchAddresses.deployment(config.endpoint()).ifPresent(name -> body.put("model", name));
            ObjectNode line = JSON.createObjectNode();
            line.put("custom_id", request.requestId());
            line.put("method", "POST");
            line.put("url", call(config));
            line.set("body", body);
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request is a JSON object", e);
        }
    }

    /** The path of the call that each line makes. */
    static String call(TeacherConfig config) {
        if (!config.batch().call().isEmpty()) {
            return config.batch().call();
        }
        return config.endpoint().dialect().equals("azure") ? "/chat/completions" : "/v1/chat/completions";
    }
}
