package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as people's files hold it: Python's NaN is let in, numbers keep every digit. */
public final class JsonText {
    /** Beyond this exponent a number written out in full would be a text of its own. */
    private static final int LARGEST_EXPONENT = 400;

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /** Parses one whole JSON value. */
    public static JsonNode parse(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /** What went wrong in one line, without Jackson's view of the source. */
    public static String reason(JsonProcessingException failure) {
        return "not JSON: " + failure.getOriginalMessage();
    }

    /** The text of a scalar: numbers without exponent or trailing zeros; null for null, missing, lists and objects. */
    public static String scalar(JsonNode node) {
        if (node == null || !node.isValueNode() || node.isNull()) {
            return null;
        }
        if (node.isBigDecimal() && Math.abs(node.decimalValue().scale()) < LARGEST_EXPONENT) {
            return node.decimalValue().stripTrailingZeros().toPlainString();
        }
        return node.asText();
    }
}
