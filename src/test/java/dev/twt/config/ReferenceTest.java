package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    /** A changed key or default has to be changed in this list as well, knowingly. */
    @Test
    void shouldHaveTheKeysAndDefaultsOfTheCommittedList() throws Exception {
        Map<String, String> found = new TreeMap<>();
        collect(Reference.keys(), "", found);
        for (String preset : Reference.PRESETS) {
            collect(Reference.preset(preset).root(), preset + ":", found);
        }
        List<String> lines = found.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .toList();

        String committed;
        try (var in = getClass().getResourceAsStream("keys.txt")) {
            committed = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(String.join("\n", lines) + "\n").isEqualTo(committed);
    }

    @Test
    void shouldHaveACommentAboveEveryKey() {
        Map<String, String> keys = new TreeMap<>();
        collect(Reference.keys(), "", keys);

        assertThat(keys.keySet())
                .allSatisfy(key -> assertThat(Reference.meaning(key)).as(key).hasSizeGreaterThan(12));
    }

    @Test
    void shouldHaveAKeyForEveryPartOfTheRecords() {
        TreeSet<String> parts = new TreeSet<>();
        components(RunConfig.class, "", parts);

        TreeMap<String, String> keys = new TreeMap<>();
        collect(Reference.keys(), "", keys);
        TreeSet<String> named = new TreeSet<>(keys.keySet());
        named.removeAll(List.of("teachers", "import.sources", "decontaminate.sets"));

        assertThat(named).isEqualTo(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "custom"})
    void shouldFillExactlyTheKeysThatAreLeftToThePreset(String preset) {
        Map<String, String> keys = new TreeMap<>();
        collect(Reference.preset(preset).root(), "", keys);
        Map<String, String> reference = new TreeMap<>();
        collect(Reference.keys(), "", reference);
        List<String> left = reference.entrySet().stream()
                .filter(e -> e.getKey().startsWith("selection.") && e.getValue().equals("null"))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(keys.keySet()).containsExactlyElementsOf(left);
    }

    @Test
    void shouldBeWhatTheDocumentationSays() throws Exception {
        assertThat(Path.of("docs", "config.md"))
                .as("written by: java dev.twt.config.ConfigReference docs/config.md")
                .content(StandardCharsets.UTF_8)
                .isEqualTo(ConfigReference.markdown());
    }

    @Test
    void shouldWriteTheDocumentationToAFile(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        ConfigReference.main(new String[] {folder.resolve("c.md").toString()});

        assertThat(Files.readString(folder.resolve("c.md")))
                .contains("| `workspace` | required |")
                .contains(
                        "| `selection.quality.threshold` | paper: `0.95`, agreement: `0.5`, single-teacher: `0.5`, verified: `0.5`, custom: `0.5` |")
                .contains("| `generation.segment-interval` | `15s` |");
    }

    private static void collect(ConfigObject block, String path, Map<String, String> into) {
        for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
            String key = path.isEmpty() || path.endsWith(":") ? path + entry.getKey() : path + "." + entry.getKey();
            if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
                collect(inner, key, into);
            } else {
                into.put(key, Reference.written(entry.getValue()));
            }
        }
    }

    private static void components(Class<?> type, String path, TreeSet<String> into) {
        for (RecordComponent part : type.getRecordComponents()) {
            String key = path + kebab(part.getName());
            if (part.getName().equals("teachers") && path.isEmpty()) {
                components(item(part), "teacher-defaults.", into);
                into.remove("teacher-defaults.name");
            } else if (part.getName().equals("imports")) {
                components(item(part), "import-defaults.", into);
            } else if (part.getName().equals("sets")) {
                components(item(part), "evaluation-defaults.", into);
            } else if (part.getType().isRecord()) {
                components(part.getType(), key + ".", into);
            } else {
                into.add(key);
            }
        }
    }

    private static Class<?> item(RecordComponent list) {
        Type item = ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
        return (Class<?>) item;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
