package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes docs/config.md from the reference file. */
public final class ConfigReference {
    private static final String HEAD = """
            # Configuration

            Generated from `src/main/resources/dev/twt/config/reference.conf` by `dev.twt.config.ConfigReference`; a test
            holds the two together.

            A run is described by one [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md) file, such as
            `conf/example.conf`, which names only the keys that differ from the defaults below. What wins, from first to
            last: `--set key=value` on the command line, the file, the preset, the defaults.

            - **Place.** `--config` takes a file, or a place that Hadoop reads, such as `s3a://bucket/run.conf`; files that it
              includes lie beside it (docs/platforms.md).
            - **Checking.** All problems come together, each with its file, line, key, value and what is allowed. Unknown
              keys are refused.
            - **`--set`** takes dotted keys: `--set teachers.small.samples=4`. The value is taken as it stands; lists are
              written `--set 'teachers.small.sampling.stop=["Q:", "###"]'`. `--set questions=FILE` stands for
              `questions.paths`, and a file may say `questions = FILE` as well. Keys of list entries, such as those of
              `import.sources`, cannot be set one by one.
            - **Paths** are local or of any file system that Spark reads; relative ones start in the working directory.
            - **Times** need a unit: `500ms`, `15s`, `2 minutes`.
            - **Texts** with characters such as `:`, `*`, `[`, `{`, `#` or `@` stand in double quotes.
            - **Environment.** `${NAME}` is the value of an environment variable, `${?NAME}` leaves the key out where the
              variable is absent. Such values, and those of keys that name a secret (key, token, secret, password), are
              redacted in messages and in `run.json`.
            - **Order.** Teachers stand in the order of their lines.
            """;

    private ConfigReference() {}

    /** Writes the page to the file named by the only argument. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), markdown(), StandardCharsets.UTF_8);
    }

    /** The page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n## The run\n\n");
        appendTable(page, Reference.keys(), "");
        for (Map.Entry<String, ConfigValue> entry : inFileOrder(Reference.keys())) {
            if (entry.getValue() instanceof ConfigObject block) {
                page.append("\n## ").append(entry.getKey()).append("\n\n");
                page.append(Reference.meaning(entry.getKey())).append('\n');
                if (!block.isEmpty()) {
                    page.append('\n');
                    appendTable(page, block, entry.getKey());
                }
            }
        }
        return page.toString();
    }

    private static void appendTable(StringBuilder page, ConfigObject block, String path) {
        page.append("| key | default | meaning |\n|---|---|---|\n");
        rows(block, path).forEach(row -> page.append(row).append('\n'));
    }

    /** One row a key; at the top only the keys that are no blocks, which have tables of their own. */
    private static List<String> rows(ConfigObject block, String path) {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> entry : inFileOrder(block)) {
            String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (entry.getValue() instanceof ConfigObject inner && !Reference.isOpen(inner)) {
                if (!path.isEmpty()) {
                    rows.add(row(key, "", Reference.meaning(key)));
                    rows.addAll(rows(inner, key));
                }
            } else if (!(path.isEmpty() && entry.getValue() instanceof ConfigObject)) {
                rows.add(row(key, defaults(key, entry.getValue()), Reference.meaning(key)));
            }
        }
        return rows;
    }

    private static String row(String key, String defaults, String meaning) {
        return "| `" + key + "` | " + defaults + " | " + meaning.replace("|", "\\|") + " |";
    }

    private static String defaults(String key, ConfigValue value) {
        if (value.valueType() != ConfigValueType.NULL) {
            return "`" + Reference.written(value) + "`";
        }
        String byPreset = Reference.PRESETS.stream()
                .filter(preset -> Reference.preset(preset).hasPath(key))
                .map(preset -> preset + ": `" + written(Reference.preset(preset), key) + "`")
                .collect(Collectors.joining(", "));
        return byPreset.isEmpty() ? "required" : byPreset;
    }

    private static String written(Config preset, String key) {
        return Reference.written(preset.getValue(key));
    }

    private static List<Map.Entry<String, ConfigValue>> inFileOrder(ConfigObject block) {
        return block.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> e.getValue().origin().lineNumber()))
                .toList();
    }
}
