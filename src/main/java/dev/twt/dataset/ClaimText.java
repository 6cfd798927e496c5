package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;

/**
 * What a claim says and never changes.
 *
 * @param owner empty where it cannot be read
 * @param rule its own beat, which may differ from the reader's
 */
record ClaimText(Optional<LockOwner> owner, ClaimRule rule) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEAT = "beatMillis";

    static ClaimText of(String text) {
        return new ClaimText(LockOwner.of(text), new ClaimRule(Duration.ofMillis(beatMillis(text))));
    }

    private static long beatMillis(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json == null ? ClaimRule.BEAT.toMillis() : json.path(BEAT).asLong(ClaimRule.BEAT.toMillis());
        } catch (JsonProcessingException e) {
            return ClaimRule.BEAT.toMillis();
        }
    }

    String json() {
        return owner.map(LockOwner::json)
                .orElseGet(JSON::createObjectNode)
                .put(BEAT, rule.beat().toMillis())
                .toPrettyString();
    }
}
