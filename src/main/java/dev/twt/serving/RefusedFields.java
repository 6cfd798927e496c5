package dev.twt.serving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fields that would shape the answer and are not served. Left out silently, they would give answers of another kind than
 * was asked for; so anything but their neutral value is refused.
 */
final class RefusedFields {
    private static final Map<String, Predicate<JsonNode>> NEUTRAL = neutral();

    private RefusedFields() {}

    private static Map<String, Predicate<JsonNode>> neutral() {
        Map<String, Predicate<JsonNode>> neutral = new LinkedHashMap<>();
        neutral.put("top_logprobs", number(0));
        for (String empty : new String[] {"tools", "functions", "logit_bias"}) {
            neutral.put(empty, value -> value.isContainerNode() && value.isEmpty());
        }
        for (String choice : new String[] {"tool_choice", "function_call"}) {
            neutral.put(
                    choice,
                    value -> value.asText().equals("none") || value.asText().equals("auto"));
        }
        neutral.put("response_format", value -> value.path("type").asText().equals("text"));
        for (String penalty : new String[] {"frequency_penalty", "presence_penalty", "min_p", "min_tokens"}) {
            neutral.put(penalty, number(0));
        }
        neutral.put("repetition_penalty", number(1));
        neutral.put("top_k", number(0).or(number(-1)));
        neutral.put("ignore_eos", value -> value.isBoolean() && !value.booleanValue());
        for (String never :
                new String[] {"audio", "modalities", "prediction", "reasoning_effort", "web_search_options"}) {
            neutral.put(never, value -> false);
        }
        return neutral;
    }

    private static Predicate<JsonNode> number(int neutral) {
        return value -> value.isNumber() && value.doubleValue() == neutral;
    }

    static void check(JsonFields fields) {
        NEUTRAL.forEach((name, isNeutral) -> fields.find(name)
                .filter(isNeutral.negate())
                .ifPresent(value -> {
                    throw ApiException.invalid(
                            "unsupported_parameter", name + " is not served here" + hint(name) + "; leave it out");
                }));
    }

    private static String hint(String name) {
        return name.equals("top_logprobs") ? " beyond 0: logprobs gives the drawn tokens' alone" : "";
    }
}
