package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code --set key=value} says, as a layer above the file. */
final class Overrides {
    /** Origin of values set on the command line. */
    static final String ORIGIN = "--set";

    /** Blocks whose name stands for their paths. */
    private static final List<List<String>> SETS_OF_QUESTIONS =
            List.of(List.of("questions"), List.of("evaluate", "questions"));

    private final Problems problems;

    private Overrides(Problems problems) {
        this.problems = problems;
    }

    /** Later settings lie above earlier ones. */
    static Config read(Map<String, String> sets, Problems problems) {
        Overrides overrides = new Overrides(problems);
        Config all = ConfigFactory.empty(ORIGIN);
        for (Map.Entry<String, String> set : sets.entrySet()) {
            all = overrides.layer(set.getKey(), set.getValue()).withFallback(all);
        }
        return all;
    }

    private Config layer(String key, String text) {
        List<String> path;
        try {
            path = ConfigUtil.splitPath(key);
        } catch (ConfigException e) {
            problems.add(
                    new Place(ORIGIN, 0, key),
                    "this is not a key",
                    "Write --set block.key=value, with names that hold a dot in double quotes");
            return ConfigFactory.empty();
        }
        List<String> whole = new ArrayList<>(path);
        if (SETS_OF_QUESTIONS.contains(path)) {
            whole.add("paths");
        }
        ConfigValue value = value(key, text);
        for (int i = whole.size() - 1; i >= 0; i--) {
            value = ConfigValueFactory.fromMap(Map.of(whole.get(i), value), ORIGIN);
        }
        return ((ConfigObject) value).toConfig();
    }

    /** Numbers and truth values as such where the text is their usual form, so that the run record shows them so. */
    private static Object typed(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return Long.toString(Long.parseLong(text)).equals(text)
                    ? (Object) Long.valueOf(text)
                    : Double.toString(Double.parseDouble(text)).equals(text) ? (Object) Double.valueOf(text) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** Lists, blocks and quoted texts are read as HOCON; everything else is taken as it stands, whatever it holds. */
    private ConfigValue value(String key, String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("[") && !trimmed.startsWith("{") && !trimmed.startsWith("\"")) {
            return ConfigValueFactory.fromAnyRef(typed(text), ORIGIN);
        }
        try {
            ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(ORIGIN);
            return ConfigFactory.parseString("v = " + trimmed, options)
                    .resolve()
                    .getValue("v");
        } catch (ConfigException e) {
            problems.add(
                    new Place(ORIGIN, 0, key),
                    "the value " + text + " cannot be read: " + SyntaxFault.words(e),
                    "Write lists as [\"a\", \"b\"], and quote the whole for the shell");
            return ConfigValueFactory.fromAnyRef("", Layers.UNRESOLVED);
        }
    }
}
