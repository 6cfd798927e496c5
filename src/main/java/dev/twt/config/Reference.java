package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The reference file and the presets, which hold every key, every default and what it means. */
final class Reference {
    /** Origin of values that nobody wrote. */
    static final String ORIGIN = "defaults of TwT";

    static final String TEACHER_DEFAULTS = "teacher-defaults";
    static final String IMPORT_DEFAULTS = "import-defaults";
    static final String EVALUATION_DEFAULTS = "evaluation-defaults";
    static final List<String> PRESETS = List.of("paper", "agreement", "single-teacher", "verified", "custom");

    private static final ConfigObject KEYS = load("reference.conf").root();

    private Reference() {}

    /** Every known key; null stands where a key has no default. */
    static ConfigObject keys() {
        return KEYS;
    }

    /** The keys that have a default. */
    static ConfigObject defaults() {
        return withoutNulls(KEYS);
    }

    static Config preset(String name) {
        return load("presets/" + name + ".conf");
    }

    /** What the comment above a key says, on one line; empty for unknown keys. */
    static String meaning(String path) {
        ConfigValue value = KEYS;
        for (String name : path.split("\\.", -1)) {
            value = value instanceof ConfigObject block ? block.get(name) : null;
        }
        if (value == null) {
            return "";
        }
        return String.join(" ", value.origin().comments()).strip().replaceAll("\\s+", " ");
    }

    /** Whether any key may stand in a block: fields and spark.conf, which the reference leaves empty. */
    static boolean isOpen(ConfigValue known) {
        return known instanceof ConfigObject block && block.isEmpty();
    }

    private static ConfigObject withoutNulls(ConfigObject block) {
        ConfigObject kept = block;
        for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
            if (entry.getValue().valueType() == ConfigValueType.NULL) {
                kept = kept.withoutKey(entry.getKey());
            } else if (entry.getValue() instanceof ConfigObject inner) {
                kept = kept.withValue(entry.getKey(), withoutNulls(inner));
            }
        }
        return kept;
    }

    private static Config load(String resource) {
        try (InputStream in = Reference.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            ConfigParseOptions options =
                    ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(ORIGIN);
            return ConfigFactory.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8), options)
                    .resolve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a default is written in tables: strings without quotes where HOCON needs none. */
    static String written(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING ->
                value.unwrapped().toString().isEmpty()
                        ? "\"\""
                        : value.unwrapped().toString();
            case LIST -> value.render(ConfigRenderOptions.concise());
            case OBJECT -> "{}";
            default -> value.render();
        };
    }
}
