package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the layers together: {@code --set} over the user's file over the preset over the reference, environment
 * variables only where the file asks for them by {@code ${NAME}}.
 */
final class Layers {
    /** Origins of values that came from the environment, and of those that stand in for what had no value. */
    static final String ENVIRONMENT = "environment variable";

    static final String UNRESOLVED = "unresolved substitution";

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\??([^}]+)}");
    private static final int MOST_UNRESOLVED = 100;

    private final Config written;
    private final Problems problems;

    /**
     * @param sets the layer of the command line
     * @param file the user's file, unresolved
     */
    Layers(Config sets, Config file, Problems problems) {
        this.written = sets.withFallback(withEvaluationBlock(withQuestionsBlock(file)));
        this.problems = problems;
    }

    /** The tree with the reference's defaults below, substitutions made; teachers and imports still as written. */
    ConfigObject resolved(Map<String, String> environment) {
        Config layered = written.withFallback(Reference.defaults());
        Set<String> known = new HashSet<>(layered.root().keySet());
        ConfigObject variables = ConfigValueFactory.fromMap(environment, ENVIRONMENT);
        ConfigObject all = resolve(layered.withFallback(variables)).root();
        for (String key : List.copyOf(all.keySet())) {
            if (!known.contains(key)) {
                all = all.withoutKey(key);
            }
        }
        // Once more: where a block replaced a plain value, the library keeps the layers below away from it.
        return mergeable(all).withFallback(Reference.defaults());
    }

    private static ConfigObject mergeable(ConfigObject block) {
        Map<String, ConfigValue> values = new HashMap<>();
        block.forEach((key, value) -> values.put(key, value instanceof ConfigObject inner ? mergeable(inner) : value));
        return ConfigValueFactory.fromMap(values).withOrigin(block.origin());
    }

    /** The resolved tree with preset, teacher-defaults, import-defaults and evaluation-defaults filled in. */
    static ConfigObject filled(ConfigObject resolved, String preset) {
        ConfigObject all = resolved.withFallback(Reference.preset(preset));
        all = withPathList(all);
        all = withTeacherDefaults(all);
        all = withListDefaults(all, "import", "sources", Reference.IMPORT_DEFAULTS);
        all = withListDefaults(all, "decontaminate", "sets", Reference.EVALUATION_DEFAULTS);
        return all.withoutKey(Reference.TEACHER_DEFAULTS)
                .withoutKey(Reference.IMPORT_DEFAULTS)
                .withoutKey(Reference.EVALUATION_DEFAULTS);
    }

    /** Resolves; a substitution without a value becomes a problem, and the rest is still looked at. */
    private Config resolve(Config unresolved) {
        Config config = unresolved;
        Set<String> missing = new HashSet<>();
        while (true) {
            try {
                return config.resolve(ConfigResolveOptions.noSystem());
            } catch (ConfigException.UnresolvedSubstitution e) {
                Matcher m = SUBSTITUTION.matcher(String.valueOf(e.getMessage()));
                String name = m.find() ? m.group(1) : "";
                if (name.isEmpty() || !missing.add(name) || missing.size() > MOST_UNRESOLVED) {
                    throw SyntaxFault.of(e, "");
                }
                problems.add(
                        Place.of(e),
                        "${" + name + "} has no value",
                        "Set the environment variable " + name + ", or write ${?" + name + "} if it may be absent");
                config = config.withFallback(
                        ConfigValueFactory.fromAnyRef("", UNRESOLVED).atPath(name));
            } catch (ConfigException e) {
                throw SyntaxFault.of(e, "");
            }
        }
    }

    /** {@code questions = file} stands for {@code questions.paths = file}. */
    private static Config withQuestionsBlock(Config file) {
        ConfigValue questions = file.root().get("questions");
        if (questions == null || questions instanceof ConfigObject) {
            return file;
        }
        return file.withoutPath("questions").withValue("questions.paths", questions);
    }

    /** The same of {@code evaluate.questions}. */
    private static Config withEvaluationBlock(Config file) {
        if (!(file.root().get("evaluate") instanceof ConfigObject evaluate)) {
            return file;
        }
        try {
            ConfigValue questions = evaluate.get("questions");
            return questions == null || questions instanceof ConfigObject
                    ? file
                    : file.withoutPath("evaluate.questions").withValue("evaluate.questions.paths", questions);
        } catch (ConfigException.NotResolved e) {
            return file; // a block that is put together by substitutions has to say paths
        }
    }

    /** A single path as a list of one. */
    private static ConfigObject withPathList(ConfigObject all) {
        if (all.get("questions") instanceof ConfigObject questions
                && questions.get("paths") != null
                && questions.get("paths").valueType() == ConfigValueType.STRING) {
            ConfigValue path = questions.get("paths");
            ConfigValue list = ConfigValueFactory.fromIterable(List.of(path)).withOrigin(path.origin());
            return all.withValue("questions", questions.withValue("paths", list));
        }
        return all;
    }

    private static ConfigObject withTeacherDefaults(ConfigObject all) {
        ConfigValue defaults = all.get(Reference.TEACHER_DEFAULTS);
        ConfigObject filled = withTeacherDefaults(all, "teachers", defaults);
        return filled.get("evaluate") instanceof ConfigObject evaluate
                ? filled.withValue("evaluate", withTeacherDefaults(evaluate, "models", defaults))
                : filled;
    }

    private static ConfigObject withTeacherDefaults(ConfigObject around, String key, ConfigValue defaults) {
        if (!(around.get(key) instanceof ConfigObject teachers)) {
            return around;
        }
        ConfigObject filled = teachers;
        for (Map.Entry<String, ConfigValue> teacher : teachers.entrySet()) {
            filled = filled.withValue(teacher.getKey(), below(teacher.getValue(), defaults));
        }
        return around.withValue(key, filled);
    }

    private static ConfigObject withListDefaults(ConfigObject all, String block, String key, String defaults) {
        if (!(all.get(block) instanceof ConfigObject around) || !(around.get(key) instanceof ConfigList items)) {
            return all;
        }
        List<ConfigValue> filled = new ArrayList<>();
        items.forEach(item -> filled.add(below(item, all.get(defaults))));
        ConfigValue list =
                ConfigValueFactory.fromIterable(filled, items.origin().description());
        return all.withValue(block, around.withValue(key, list));
    }

    /** The block over its defaults, but with the place where the block itself stands. */
    private static ConfigValue below(ConfigValue block, ConfigValue defaults) {
        return block instanceof ConfigObject object && defaults instanceof ConfigObject
                ? object.withFallback(defaults).withOrigin(object.origin())
                : block;
    }
}
