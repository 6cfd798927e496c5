package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a run's configuration: HOCON, checked against the reference file that knows every key and default. */
public final class RunConfigs {
    private RunConfigs() {}

    /**
     * Reads a file.
     *
     * @param file the user's HOCON file
     * @param overrides dotted keys to values that win over the file ({@code --set}); {@code questions} stands for
     *     {@code questions.paths}; lists are written {@code ["a", "b"]}
     * @throws UserException with every problem of file and overrides at once
     */
    public static RunConfig read(Path file, Map<String, String> overrides) {
        return effective(file, overrides).run();
    }

    /** As {@link #read(Path, Map)}, from any place. */
    public static RunConfig read(ConfigPlace file, Map<String, String> overrides) {
        return effective(file, overrides).run();
    }

    /** As {@link #read(Path, Map)}, with the JSON for the run record. */
    public static EffectiveConfig effective(Path file, Map<String, String> overrides) {
        return effective(file, overrides, System.getenv());
    }

    /** As {@link #effective(Path, Map)}, from any place. */
    public static EffectiveConfig effective(ConfigPlace file, Map<String, String> overrides) {
        return effective(file, overrides, System.getenv());
    }

    /** Whether a key, such as one of {@code --set}, names a secret whose value must not be shown. */
    public static boolean isSecret(String key) {
        return Secrets.isSecret(key);
    }

    /** Every dotted key that has a value, in order; those of a teacher as {@code teacher-defaults.KEY}. */
    public static SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>();
        addKeys(Reference.keys(), "", keys);
        return keys;
    }

    private static void addKeys(ConfigObject block, String path, SortedSet<String> keys) {
        block.forEach((name, value) -> {
            if (value instanceof ConfigObject inner && !inner.isEmpty()) {
                addKeys(inner, path + name + ".", keys);
            } else {
                keys.add(path + name);
            }
        });
    }

    static EffectiveConfig effective(Path file, Map<String, String> overrides, Map<String, String> environment) {
        return effective(ConfigPlace.local(file), overrides, environment);
    }

    static EffectiveConfig effective(ConfigPlace file, Map<String, String> overrides, Map<String, String> environment) {
        Problems problems = new Problems();
        Config written = ConfigText.parse(file);
        Config sets = Overrides.read(overrides, problems);
        ConfigOrigin origin = ConfigOriginFactory.newFile(file.name());

        ConfigObject resolved = new Layers(sets, written, problems).resolved(environment);
        new KnownKeys(problems).check(resolved);
        String preset = SelectionReader.preset(Block.root(resolved, origin, new Problems()));
        RunConfig run = RunReader.read(Block.root(Layers.filled(resolved, preset), origin, problems));
        problems.throwIfAny();

        ConfigObject masked = new Layers(sets, written, problems).resolved(Redacted.masked(environment));
        return new EffectiveConfig(run, Redacted.json(Layers.filled(masked, preset)), file, overrides);
    }
}
