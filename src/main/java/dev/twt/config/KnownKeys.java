package dev.twt.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Refuses keys that the reference does not have, and names the one that was probably meant. */
final class KnownKeys {
    private final Problems problems;

    KnownKeys(Problems problems) {
        this.problems = problems;
    }

    void check(ConfigObject root) {
        check(root, Reference.keys(), Reference.keys(), "", "");
    }

    /**
     * @param scope the widest block whose keys are offered as what was meant, and under which path it stands
     */
    private void check(ConfigObject block, ConfigObject known, ConfigObject scope, String scopePath, String path) {
        for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
            String key = join(path, Block.quoted(entry.getKey()));
            ConfigValue should = known.get(entry.getKey());
            if (should == null) {
                refuse(entry.getKey(), key, entry.getValue(), known, paths(scope, scopePath), path);
            } else if (key.equals("teachers") || key.equals("evaluate.models")) {
                checkTeachers(entry.getValue(), key);
            } else if (key.equals("import.sources")) {
                checkItems(entry.getValue(), Reference.IMPORT_DEFAULTS, key);
            } else if (key.equals("decontaminate.sets")) {
                checkItems(entry.getValue(), Reference.EVALUATION_DEFAULTS, key);
            } else if (should instanceof ConfigObject inner
                    && !Reference.isOpen(inner)
                    && entry.getValue() instanceof ConfigObject given) {
                check(given, inner, scope, scopePath, key);
            }
        }
    }

    private void checkTeachers(ConfigValue teachers, String path) {
        if (teachers instanceof ConfigObject blocks) {
            ConfigObject known = (ConfigObject) Reference.keys().get(Reference.TEACHER_DEFAULTS);
            blocks.forEach((name, teacher) -> checkItem(teacher, known, path + "." + Block.quoted(name)));
        }
    }

    private void checkItems(ConfigValue items, String defaults, String path) {
        if (items instanceof ConfigList list) {
            ConfigObject known = (ConfigObject) Reference.keys().get(defaults);
            for (int i = 0; i < list.size(); i++) {
                checkItem(list.get(i), known, path + "[" + (i + 1) + "]");
            }
        }
    }

    private void checkItem(ConfigValue item, ConfigObject known, String path) {
        if (item instanceof ConfigObject block) {
            check(block, known, known, path, path);
        }
    }

    private void refuse(
            String name, String key, ConfigValue value, ConfigObject known, Map<String, String> scope, String path) {
        String shown = value instanceof ConfigObject ? "a block" : Leaf.shown(value, key);
        String meant = Nearest.of(name, known.keySet())
                .map(near -> join(path, near))
                .or(() -> elsewhere(name, scope))
                .map(near -> "Did you mean " + near + "? ")
                .orElse("");
        problems.add(
                Place.of(value.origin(), key),
                "there is no key " + name + " (set to " + shown + ")",
                meant + "Known here: "
                        + String.join(", ", known.keySet().stream().sorted().toList()));
    }

    /** A key of the same name in another block. */
    private static Optional<String> elsewhere(String name, Map<String, String> scope) {
        List<String> names = new ArrayList<>(scope.values());
        return Nearest.of(name, names)
                .flatMap(near -> scope.entrySet().stream()
                        .filter(e -> e.getValue().equals(near))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    /** Path to last name of every key below a block. */
    private static Map<String, String> paths(ConfigObject block, String path) {
        Map<String, String> all = new TreeMap<>();
        block.forEach((name, value) -> {
            all.put(join(path, name), name);
            if (value instanceof ConfigObject inner) {
                all.putAll(paths(inner, join(path, name)));
            }
        });
        return all;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
