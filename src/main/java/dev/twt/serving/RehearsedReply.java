package dev.twt.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A rehearsal's answer in OpenAI's form; a token is a word with the blank before it. */
final class RehearsedReply {
    private static final String FINGERPRINT = "rehearsal";
    private static final double LEAST_LIKELY = 0.5;

    private final RehearsedRequest request;
    private final Optional<RehearsedFault> fault;
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private int completionTokens;

    private RehearsedReply(RehearsedRequest request, Optional<RehearsedFault> fault) {
        this.request = request;
        this.fault = fault;
    }

    static byte[] of(RehearsedRequest request, Optional<RehearsedFault> fault, CannedAnswers answers) {
        return new RehearsedReply(request, fault).written(answers);
    }

    private byte[] written(CannedAnswers answers) {
        root.put("id", "rehearsal-" + Long.toHexString(request.id()))
                .put("object", "chat.completion")
                .put("model", request.model())
                .put("system_fingerprint", FINGERPRINT);
        ArrayNode choices = root.putArray("choices");
        for (int i = 0; i < request.choices(); i++) {
            ObjectNode choice = choices.addObject().put("index", i);
            long draw = Draws.mixed(request.id(), i);
            if (is(RehearsedFault.REFUSED)) {
                refuse(choice);
            } else {
                say(choice, answers.answer(request.messages(), draw), draw);
            }
        }
        if (!is(RehearsedFault.WITHOUT_USAGE)) {
            root.putObject("usage")
                    .put("prompt_tokens", request.promptTokens())
                    .put("completion_tokens", completionTokens)
                    .put("total_tokens", request.promptTokens() + completionTokens);
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean is(RehearsedFault one) {
        return fault.filter(one::equals).isPresent();
    }

    private static void refuse(ObjectNode choice) {
        choice.put("finish_reason", "stop");
        choice.putObject("message")
                .put("role", "assistant")
                .putNull("content")
                .put("refusal", "A refusal of the rehearsal.");
    }

    private void say(ObjectNode choice, String whole, long draw) {
        List<String> tokens = List.of(whole.split("(?=\\s)"));
        int most = is(RehearsedFault.TRUNCATED) ? Math.max(1, tokens.size() / 2) : request.mostTokens();
        List<String> said = tokens.subList(0, Math.min(most, tokens.size()));
        completionTokens += said.size();
        choice.put("finish_reason", said.size() < tokens.size() ? "length" : "stop");
        choice.putObject("message").put("role", "assistant").put("content", String.join("", said));
        if (request.logprobs()) {
            ArrayNode logprobs = choice.putObject("logprobs").putArray("content");
            for (int i = 0; i < said.size(); i++) {
                logprobs.addObject().put("token", said.get(i)).put("logprob", -LEAST_LIKELY * Draws.unit(draw, i));
            }
        }
    }
}
