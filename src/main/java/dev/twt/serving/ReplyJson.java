package dev.twt.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Replies in OpenAI's form.
 *
 * @param id of the completion
 * @param created seconds since 1970
 * @param model name it was asked by
 * @param fingerprint of the server
 */
record ReplyJson(String id, long created, String model, String fingerprint) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    ObjectNode whole(ChatReply reply) {
        ObjectNode whole = head("chat.completion");
        ArrayNode choices = whole.putArray("choices");
        for (ChatReply.Choice choice : reply.choices()) {
            ObjectNode node = choices.addObject().put("index", choices.size() - 1);
            node.putObject("message").put("role", "assistant").put("content", choice.text());
            node.set("logprobs", logprobs(choice));
            node.put("finish_reason", choice.finishReason());
        }
        whole.set("usage", usage(reply));
        return whole;
    }

    /** The chunks of a stream: for each choice its role, its text and its end. */
    List<ObjectNode> chunks(ChatReply reply, boolean withUsage) {
        List<ObjectNode> chunks = new ArrayList<>();
        for (int i = 0; i < reply.choices().size(); i++) {
            ChatReply.Choice choice = reply.choices().get(i);
            ObjectNode begin = NODES.objectNode().put("role", "assistant").put("content", "");
            chunks.add(chunk(i, begin, null, null));
            chunks.add(chunk(i, NODES.objectNode().put("content", choice.text()), choice, null));
            chunks.add(chunk(i, NODES.objectNode(), null, choice.finishReason()));
        }
        if (withUsage) {
            ObjectNode last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(reply));
            chunks.add(last);
        }
        return chunks;
    }

    private ObjectNode chunk(int index, ObjectNode delta, ChatReply.Choice choice, String finish) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode node = chunk.putArray("choices").addObject().put("index", index);
        node.set("delta", delta);
        node.set("logprobs", choice == null ? null : logprobs(choice));
        node.put("finish_reason", finish);
        return chunk;
    }

    private ObjectNode head(String object) {
        return NODES.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", fingerprint);
    }

    private static ObjectNode logprobs(ChatReply.Choice choice) {
        if (choice.logprobs() == null) {
            return null;
        }
        ObjectNode logprobs = NODES.objectNode();
        ArrayNode content = logprobs.putArray("content");
        for (ChatReply.TokenLogprob token : choice.logprobs()) {
            ObjectNode node = content.addObject().put("token", token.text()).put("logprob", token.logprob());
            ArrayNode bytes = node.putArray("bytes");
            for (byte each : token.text().getBytes(StandardCharsets.UTF_8)) {
                bytes.add(each & 0xff);
            }
            node.putArray("top_logprobs");
        }
        return logprobs;
    }

    private static ObjectNode usage(ChatReply reply) {
        return NODES.objectNode()
                .put("prompt_tokens", reply.promptTokens())
                .put("completion_tokens", reply.completionTokens())
                .put("total_tokens", reply.promptTokens() + reply.completionTokens());
    }
}
