package dev.twt.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path does what. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String MODELS = "/v1/models";

    private final ChatAnswerer answerer;
    private final ApiKey key;
    private final Admission admission;
    private final Executor replies;
    private final RequestReader requests;
    private final long since = Instant.now().getEpochSecond();

    /**
     * @param replies where answers are sent from: never the thread that makes them
     */
    Routes(ChatAnswerer answerer, ApiKey key, Admission admission, Executor replies) {
        this.answerer = answerer;
        this.key = key;
        this.admission = admission;
        this.replies = replies;
        this.requests = new RequestReader(answerer.model());
    }

    /** Answers, now or later; in any case the exchange ends. */
    void take(Exchange exchange) {
        try {
            route(exchange);
        } catch (ApiException e) {
            exchange.send(e);
        } catch (IOException e) {
            exchange.send(ApiException.invalid("The request's body could not be read to its end"));
        } catch (RuntimeException | Error e) {
            exchange.send(error(e));
        }
    }

    private void route(Exchange exchange) throws IOException {
        String path = exchange.path();
        if (path.equals("/health")) {
            only("GET", exchange);
            health(exchange);
            return;
        }
        key.check(exchange.authorization());
        if (path.equals("/v1/chat/completions")) {
            only("POST", exchange);
            chat(exchange);
        } else if (path.equals(MODELS)) {
            only("GET", exchange);
            ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
            list.putArray("data").add(model());
            exchange.send(200, list);
        } else if (path.equals(MODELS + "/" + answerer.model())) {
            only("GET", exchange);
            exchange.send(200, model());
        } else {
            throw ApiException.notFound(
                    "not_found", "Served are POST /v1/chat/completions, GET /v1/models and GET /health");
        }
    }

    private static void only(String method, Exchange exchange) {
        if (!exchange.method().equals(method)) {
            exchange.allow(method);
            throw ApiException.wrongMethod(method);
        }
    }

    private void health(Exchange exchange) {
        if (admission.closed()) {
            throw ApiException.stopping();
        }
        exchange.send(200, JsonNodeFactory.instance.objectNode().put("status", "ok"));
    }

    private ObjectNode model() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", answerer.model())
                .put("object", "model")
                .put("created", since)
                .put("owned_by", "twt")
                .put("max_model_len", answerer.contextLength());
    }

    private void chat(Exchange exchange) throws IOException {
        ChatRequest request = requests.read(exchange.body());
        admission.enter();
        boolean handed = false;
        try {
            answerer.answer(request).whenCompleteAsync((reply, error) -> end(exchange, request, reply, error), replies);
            handed = true;
        } finally {
            if (!handed) {
                admission.leave();
            }
        }
    }

    private void end(Exchange exchange, ChatRequest request, ChatReply reply, Throwable error) {
        try {
            if (error != null) {
                exchange.send(error(error));
            } else {
                send(exchange, request.stream(), reply);
            }
        } catch (RuntimeException | Error e) {
            exchange.send(error(e));
        } finally {
            admission.leave();
        }
    }

    private void send(Exchange exchange, ChatRequest.Streaming stream, ChatReply reply) {
        ReplyJson json = new ReplyJson(
                "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond(),
                answerer.model(),
                answerer.fingerprint());
        if (stream == ChatRequest.Streaming.NONE) {
            exchange.send(200, json.whole(reply));
        } else {
            exchange.sendEvents(json.chunks(reply, stream == ChatRequest.Streaming.EVENTS_AND_USAGE));
        }
    }

    private ApiException error(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ApiException known) {
            return known;
        }
        if (admission.closed()) {
            return ApiException.stopping();
        }
        LOG.error("A request could not be answered", cause);
        return ApiException.fault();
    }
}
