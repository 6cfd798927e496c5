package dev.twt.model.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of a Hugging Face folder, {@code config.json}, typed. Null counts as absent. */
final class ConfigJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OTHER_MODEL = "Take a model of the llama, qwen2, qwen3 or gemma3 (text) architecture";

    private final String where;
    private final JsonNode node;

    private ConfigJson(String where, JsonNode node) {
        this.where = where;
        this.node = node;
    }

    static ConfigJson read(Path folder) {
        Path file = folder.resolve("config.json");
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            if (!node.isObject()) {
                throw new ModelException(file.toString(), "it holds no JSON object", "Fetch the model again");
            }
            return new ConfigJson(file.toString(), node);
        } catch (JsonProcessingException e) {
            throw new ModelException(file.toString(), "it is not JSON", "Fetch the model again", e);
        } catch (IOException e) {
            throw new ModelException(
                    file.toString(), "it can't be read", "Give the folder that holds the model's config.json", e);
        }
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** A JSON object inside this one. */
    Optional<ConfigJson> find(String key) {
        return has(key) ? Optional.of(new ConfigJson(where + ", " + key, node.get(key))) : Optional.empty();
    }

    int integer(String key) {
        return findInteger(key).orElseThrow(() -> missing(key));
    }

    Optional<Integer> findInteger(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).canConvertToExactIntegral() || !node.get(key).canConvertToInt()) {
            throw wrong(key, "is not an integer");
        }
        return Optional.of(node.get(key).intValue());
    }

    double number(String key) {
        return findNumber(key).orElseThrow(() -> missing(key));
    }

    Optional<Double> findNumber(String key) {
        if (has(key) && !node.get(key).isNumber()) {
            throw wrong(key, "is not a number");
        }
        return has(key) ? Optional.of(node.get(key).doubleValue()) : Optional.empty();
    }

    Optional<String> findText(String key) {
        return has(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
    }

    boolean flag(String key, boolean otherwise) {
        if (has(key) && !node.get(key).isBoolean()) {
            throw wrong(key, "is neither true nor false");
        }
        return has(key) ? node.get(key).booleanValue() : otherwise;
    }

    JsonNode list(String key) {
        if (!node.path(key).isArray()) {
            throw wrong(key, "is not a list");
        }
        return node.get(key);
    }

    /** Refuses the model if a setting has a value other than the one that is computed. */
    void require(String key, String supported) {
        if (has(key) && !node.get(key).asText().equals(supported)) {
            throw refused(key + " is " + node.get(key).asText());
        }
    }

    void requireOne(String key) {
        if (findNumber(key).orElse(1.0) != 1) {
            throw refused(key + " is " + node.get(key).asText());
        }
    }

    /** Refuses the model if it has this setting. */
    void refuse(String key, String what) {
        if (has(key)) {
            throw refused(what + " (" + key + ")");
        }
    }

    ModelException refused(String what) {
        return new ModelException(where, what + ", which is not supported", OTHER_MODEL);
    }

    private ModelException missing(String key) {
        return wrong(key, "is missing");
    }

    private ModelException wrong(String key, String what) {
        return new ModelException(where, "the setting " + key + " " + what, "Fetch the model again");
    }
}
