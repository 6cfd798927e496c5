package dev.twt.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.Metadata;
import dev.twt.model.file.ModelException;
import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.ChatTemplates;
import dev.twt.model.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Jinja text of a chat template and where it was found.
 *
 * @param name for messages: a file, or a file and the key in it
 */
record TemplateSource(String name, String text) {
    private static final String GGUF_KEY = "tokenizer.chat_template";
    private static final String FOLDER_KEY = "chat_template";
    private static final List<String> TOKENS = List.of("bos_token", "eos_token", "unk_token", "pad_token");

    static TemplateSource ofFile(Path file) {
        return new TemplateSource(file.toString(), text(file));
    }

    static Optional<TemplateSource> inGguf(String where, Metadata metadata) {
        return metadata.findString(GGUF_KEY).map(text -> new TemplateSource(where + ", " + GGUF_KEY, text));
    }

    /** A file of its own goes before the tokenizer's settings, as in transformers. */
    static Optional<TemplateSource> inFolder(Path folder) {
        Path own = folder.resolve("chat_template.jinja");
        if (Files.exists(own)) {
            return Optional.of(ofFile(own));
        }
        Path settings = folder.resolve("tokenizer_config.json");
        if (!Files.exists(settings)) {
            return Optional.empty();
        }
        return inSettings(settings).map(text -> new TemplateSource(settings + ", " + FOLDER_KEY, text));
    }

    ChatTemplate parse(Tokenizer tokenizer) {
        Map<String, String> tokens = new HashMap<>();
        for (String each : TOKENS) {
            String written = tokenizer.special(each);
            if (written != null && !written.isEmpty()) {
                tokens.put(each, written);
            }
        }
        return ChatTemplates.parse(name, text, tokens);
    }

    /** One template, or a list of named ones of which {@code default} counts. */
    private static Optional<String> inSettings(Path settings) {
        try {
            JsonNode stated = new ObjectMapper().readTree(text(settings)).path(FOLDER_KEY);
            if (stated.isTextual()) {
                return Optional.of(stated.asText());
            }
            for (JsonNode each : stated) {
                if (each.path("name").asText().equals("default")) {
                    return Optional.of(each.path("template").asText());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new ModelException(settings.toString(), "it is not JSON", "Fetch the file again", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ModelException(
                    file.toString(), "the chat template can't be read", "Check the path and that it is UTF-8 text", e);
        }
    }
}
