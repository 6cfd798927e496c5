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

/** Finds the Jinja text of a model's chat template, in the file itself or where the user has put another one. */
final class TemplateSource {
    private static final String GGUF_KEY = "tokenizer.chat_template";
    private static final List<String> SPECIAL = List.of("bos_token", "eos_token", "pad_token", "unk_token");

    private final Tokenizer tokenizer;

    TemplateSource(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    Optional<ChatTemplate> ofGguf(String where, Metadata metadata, Path given) {
        return given != null ? Optional.of(parse(given)) : metadata.findString(GGUF_KEY).map(text -> parse(where, text));
    }

    /** chat_template.jinja, or chat_template in tokenizer_config.json: a text, or a list of which "default" counts. */
    Optional<ChatTemplate> ofFolder(Path folder, Path given) {
        if (given != null) {
            return Optional.of(parse(given));
        }
        Path own = folder.resolve("chat_template.jinja");
        if (Files.exists(own)) {
            return Optional.of(parse(own));
        }
        Path config = folder.resolve("tokenizer_config.json");
        return Files.exists(config) ? ofTokenizerConfig(config) : Optional.empty();
    }

    private Optional<ChatTemplate> ofTokenizerConfig(Path config) {
        JsonNode template;
        try {
            template = new ObjectMapper().readTree(Files.readString(config)).path("chat_template");
        } catch (IOException e) {
            throw unreadable(config, e);
        }
        if (template.isTextual()) {
            return Optional.of(parse(config.toString(), template.asText()));
        }
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return Optional.of(
                        parse(config.toString(), named.path("template").asText()));
            }
        }
        return Optional.empty();
    }

    private ChatTemplate parse(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private ChatTemplate parse(String where, String source) {
        Map<String, String> special = new HashMap<>();
        for (String name : SPECIAL) {
            String written = tokenizer.special(name);
            if (!written.isEmpty()) {
                special.put(name, written);
            }
        }
        return ChatTemplates.parse(where, source, special);
    }

    private static ModelException unreadable(Path file, IOException e) {
        return new ModelException(
                file.toString(),
                "it cannot be read (" + e.getClass().getSimpleName() + ")",
                "Check the path and the rights of the file");
    }
}
