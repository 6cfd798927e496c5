package dev.twt.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its reply. A client that has left is nobody's fault: what is sent to it is dropped. */
final class Exchange {
    static final int LARGEST_BODY = 8 << 20;

    /** A client reads its error only after it has sent its body; of an endless one no more is taken than this. */
    private static final int MOST_SKIPPED = 8 * LARGEST_BODY;

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpExchange http;

    Exchange(HttpExchange http) {
        this.http = http;
    }

    String path() {
        return String.valueOf(http.getRequestURI().getPath());
    }

    String method() {
        return http.getRequestMethod();
    }

    String authorization() {
        return http.getRequestHeaders().getFirst("Authorization");
    }

    /**
     * @throws ApiException 413
     */
    byte[] body() throws IOException {
        InputStream in = http.getRequestBody();
        byte[] body = in.readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            byte[] piece = new byte[1 << 16];
            for (int skipped = 0, n = 0; n >= 0 && skipped < MOST_SKIPPED; skipped += n) {
                n = in.read(piece);
            }
            throw ApiException.tooLarge(LARGEST_BODY);
        }
        return body;
    }

    void send(int status, JsonNode json) {
        send(status, "application/json", bytes(json));
    }

    /** Server-sent events, ended as OpenAI does. */
    void sendEvents(List<ObjectNode> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append("data: ").append(event).append("\n\n"));
        text.append("data: [DONE]\n\n");
        send(200, "text/event-stream; charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    void send(ApiException error) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error")
                .put("message", error.getMessage())
                .put("type", error.type())
                .put("code", error.code());
        if (error.status() == 429) {
            http.getResponseHeaders().set("Retry-After", "1");
        }
        send(error.status(), root);
    }

    void allow(String methods) {
        http.getResponseHeaders().set("Allow", methods);
    }

    private void send(int status, String type, byte[] body) {
        try (http) {
            http.getResponseHeaders().set("Content-Type", type);
            http.sendResponseHeaders(status, body.length);
            try (OutputStream out = http.getResponseBody()) {
                out.write(body);
            }
        } catch (IOException e) {
            LOG.debug("The client left before its answer: {}", e.getClass().getSimpleName());
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
