package dev.twt.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A configuration as JSON that may be written down. */
final class Redacted {
    private Redacted() {}

    /** The environment with every value replaced by a note that names the variable. */
    static Map<String, String> masked(Map<String, String> environment) {
        return environment.keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> "(from environment variable " + name + ")"));
    }

    static String json(ConfigObject tree) {
        return ((ConfigObject) hide(tree, "", false))
                .render(ConfigRenderOptions.concise().setFormatted(true));
    }

    /** Spark's settings are told by their whole name: the secret of fs.azure.account.key.HOST stands under HOST. */
    private static String path(String key, String name) {
        return key.equals("conf") || key.startsWith("conf.") ? key + "." + name : name;
    }

    /** @param columns whether the keys are column names, which hide nothing even if one is called token_logprobs */
    private static ConfigValue hide(ConfigValue value, String key, boolean columns) {
        if (value instanceof ConfigObject block) {
            Map<String, ConfigValue> hidden = new TreeMap<>();
            block.forEach((name, inner) -> hidden.put(name, hide(inner, path(key, name), key.equals("fields"))));
            return ConfigValueFactory.fromMap(hidden);
        }
        if (value.valueType() == ConfigValueType.NULL) {
            return value;
        }
        if (!columns && Secrets.isSecret(key)) {
            return ConfigValueFactory.fromAnyRef(Secrets.HIDDEN);
        }
        if (value instanceof ConfigList list) {
            List<ConfigValue> hidden =
                    list.stream().map(item -> hide(item, key, columns)).toList();
            return ConfigValueFactory.fromIterable(hidden);
        }
        return value.unwrapped() instanceof String text
                ? ConfigValueFactory.fromAnyRef(Secrets.withoutUserInfo(text))
                : value;
    }
}
