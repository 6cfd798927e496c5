package dev.twt.serving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Fields of a request's JSON object, by name and type. Null counts as absent, as OpenAI's own clients send it. */
record JsonFields(JsonNode object) {
    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    boolean flag(String name) {
        Optional<JsonNode> value = find(name);
        value.filter(v -> !v.isBoolean()).ifPresent(v -> {
            throw wrong(name, "true or false");
        });
        return value.map(JsonNode::booleanValue).orElse(false);
    }

    /**
     * @param range says in words what is allowed
     */
    OptionalDouble number(String name, double least, double most, String range) {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double number = value.get().doubleValue();
        if (!value.get().isNumber() || !(number >= least && number <= most)) {
            throw wrong(name, range);
        }
        return OptionalDouble.of(number);
    }

    OptionalLong whole(String name, long least, long most, String range) {
        Optional<JsonNode> value = find(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode node = value.get();
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        if (!whole || node.longValue() < least || node.longValue() > most) {
            throw wrong(name, range);
        }
        return OptionalLong.of(node.longValue());
    }

    static ApiException wrong(String name, String expected) {
        return ApiException.invalid(name + " must be " + expected);
    }
}
