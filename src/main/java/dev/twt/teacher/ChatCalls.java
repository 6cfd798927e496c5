package dev.twt.teacher;

import dev.twt.config.EndpointConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.http.ErrorText;
import dev.twt.teacher.http.Keys;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The body of a chat completion and what its answer means, for those who send it by another way than one call each. */
public final class ChatCalls {
    private final ChatRequestBody bodies;
    private final ReplyStatus statuses;
    private final ErrorText errors;

    /** @throws dev.twt.config.UserException if the extra body asks for answers that cannot be read */
    public ChatCalls(TeacherConfig config) {
        this.bodies = new ChatRequestBody(config);
        this.statuses = new ReplyStatus(config, "");
        // The answers were fetched by a key, and hold none.
        this.errors = new ErrorText(Keys.of(config.withEndpoint(EndpointConfig.none()), Map.of()));
    }

    /** The request as a JSON object. */
    public String body(TeacherRequest request) {
        return bodies.of(request);
    }

    /**
     * How a request ended.
     *
     * @param status as HTTP has it
     * @param body JSON, as a server would answer
     */
    public Outcome outcome(TeacherRequest request, int status, String body) {
        List<String> prompts =
                request.messages().stream().map(ChatMessage::content).toList();
        UnaryOperator<String> shown = text -> errors.of(text, prompts);
        return ReplyStatus.good(status)
                ? ChatReply.read(request, body, 0, shown)
                : statuses.outcome(status, body, null, "the batch", shown);
    }
}
