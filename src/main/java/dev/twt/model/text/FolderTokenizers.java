package dev.twt.model.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads the tokenizer files of a Hugging Face folder. */
final class FolderTokenizers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NAMES = Set.of("bos_token", "eos_token", "unk_token", "pad_token");

    private FolderTokenizers() {}

    static Tokenizer read(Path folder) {
        ObjectNode json = tokenizerJson(folder);
        Map<String, Integer> ids = ids(json);
        JsonNode config = optional(folder.resolve("tokenizer_config.json"));
        Map<String, String> named = named(folder, config);
        Set<Integer> ends = ends(folder, json, ids, named);
        Set<String> specialTexts = new LinkedHashSet<>(EndTokens.TEXTS);
        specialTexts.addAll(named.values());
        int size = ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        OptionalInt begin = begin(json, config, ids, named);
        return FastTokenizer.of(new TokenizerParts(folder.toString(), json, size, specialTexts, begin, ends, named));
    }

    private static ObjectNode tokenizerJson(Path folder) {
        Path path = folder.resolve("tokenizer.json");
        if (!Files.exists(path)) {
            throw new ModelException(
                    folder.toString(),
                    "there is no tokenizer.json in the folder",
                    "Make one with transformers: AutoTokenizer.from_pretrained(folder).save_pretrained(folder)");
        }
        if (readJson(path) instanceof ObjectNode json && json.path("model").isObject()) {
            return json;
        }
        throw new ModelException(path.toString(), "it has no model", "Fetch the model's tokenizer.json again");
    }

    private static Map<String, Integer> ids(ObjectNode json) {
        Map<String, Integer> ids = new HashMap<>();
        JsonNode vocabulary = json.path("model").path("vocab");
        if (vocabulary.isObject()) {
            vocabulary
                    .properties()
                    .forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
        } else {
            for (int id = 0; id < vocabulary.size(); id++) {
                ids.put(vocabulary.get(id).path(0).asText(), id);
            }
        }
        json.path("added_tokens")
                .forEach(added ->
                        ids.put(added.path("content").asText(), added.path("id").asInt()));
        return ids;
    }

    private static Map<String, String> named(Path folder, JsonNode config) {
        JsonNode map = optional(folder.resolve("special_tokens_map.json"));
        Map<String, String> named = new LinkedHashMap<>();
        for (String name : NAMES) {
            JsonNode token = config.hasNonNull(name) ? config.get(name) : map.path(name);
            String text = token.isObject() ? token.path("content").asText() : token.asText();
            if (!text.isEmpty() && !token.isNull()) {
                named.put(name, text);
            }
        }
        return named;
    }

    private static Set<Integer> ends(
            Path folder, ObjectNode json, Map<String, Integer> ids, Map<String, String> named) {
        Set<Integer> ends = new TreeSet<>();
        JsonNode stated = optional(folder.resolve("generation_config.json")).path("eos_token_id");
        if (stated.isInt()) {
            ends.add(stated.asInt());
        }
        stated.forEach(id -> ends.add(id.asInt()));
        Integer end = ids.get(named.getOrDefault("eos_token", ""));
        if (end != null) {
            ends.add(end);
        }
        for (JsonNode added : json.path("added_tokens")) {
            if (EndTokens.TEXTS.contains(added.path("content").asText())) {
                ends.add(added.path("id").asInt());
            }
        }
        return ends;
    }

    /** The config's word counts; without it, the token that tokenizer.json itself would put first. */
    private static OptionalInt begin(
            ObjectNode json, JsonNode config, Map<String, Integer> ids, Map<String, String> named) {
        if (config.path("add_bos_token").isBoolean()) {
            Integer id = ids.get(named.getOrDefault("bos_token", ""));
            boolean wanted = config.path("add_bos_token").asBoolean() && id != null;
            return wanted ? OptionalInt.of(id) : OptionalInt.empty();
        }
        return firstOfTemplate(json.path("post_processor"));
    }

    private static OptionalInt firstOfTemplate(JsonNode processor) {
        for (JsonNode part : processor.path("processors")) {
            OptionalInt first = firstOfTemplate(part);
            if (first.isPresent()) {
                return first;
            }
        }
        String name =
                processor.path("single").path(0).path("SpecialToken").path("id").asText();
        JsonNode id = processor.path("special_tokens").path(name).path("ids").path(0);
        return id.isInt() ? OptionalInt.of(id.asInt()) : OptionalInt.empty();
    }

    private static JsonNode optional(Path path) {
        return Files.exists(path) ? readJson(path) : JSON.missingNode();
    }

    private static JsonNode readJson(Path path) {
        try {
            return JSON.readTree(Files.readString(path));
        } catch (JsonProcessingException e) {
            throw new ModelException(path.toString(), "it is not JSON", "Fetch the file again", e);
        } catch (IOException e) {
            throw new ModelException(
                    path.toString(), "the file can't be read: " + e.getMessage(), "Check its permissions", e);
        }
    }
}
