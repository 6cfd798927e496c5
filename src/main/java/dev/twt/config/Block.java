package dev.twt.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A block of keys while it is read.
 *
 * @param values what stands in it, defaults filled in
 * @param path dotted path of the block, empty for the root
 * @param reference path of the same block in the reference file
 * @param origin where it begins
 */
record Block(ConfigObject values, String path, String reference, ConfigOrigin origin, Problems problems) {
    /** @param file origin of the whole file, for keys that are missing */
    static Block root(ConfigObject values, ConfigOrigin file, Problems problems) {
        return new Block(values, "", "", file, problems);
    }

    Leaf leaf(String key) {
        ConfigValue value = values.get(key);
        Place place = Place.of(value == null || isDefault(value) ? origin : value.origin(), join(path, key));
        return new Leaf(value, place, Reference.meaning(join(reference, key)), problems);
    }

    Block block(String key) {
        return block(values.get(key), join(path, key), join(reference, key));
    }

    /** The blocks under a key whose names are the user's, in the order of their lines. */
    Map<String, Block> named(String key, String defaults) {
        Block all = block(key);
        Map<String, Block> blocks = new TreeMap<>(Comparator.comparing(
                        (String name) -> Place.of(all.values.get(name).origin(), ""), Place.ORDER)
                .thenComparing(name -> name));
        all.values.forEach((name, value) -> blocks.put(name, block(value, join(all.path, quoted(name)), defaults)));
        return blocks;
    }

    /** The blocks of a list, counted from 1 in messages. */
    List<Block> listed(String key, String defaults) {
        ConfigValue value = values.get(key);
        if (!(value instanceof ConfigList list)) {
            leaf(key).reject("this is not a list of blocks", "Write " + key + " = [ { ... }, { ... } ]");
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            blocks.add(block(list.get(i), join(path, key) + "[" + (i + 1) + "]", defaults));
        }
        return blocks;
    }

    void reject(String what, String fix) {
        problems.add(Place.of(origin, path), what, fix);
    }

    /** A block of free keys with texts; keys nested by dots are put together again. */
    Map<String, String> table(String key) {
        return block(key).table();
    }

    /** A block of free keys and values as the text of a JSON object; empty where there is none. */
    String json(String key) {
        ConfigObject object = block(key).values;
        return object.isEmpty() ? "" : object.render(ConfigRenderOptions.concise());
    }

    private Map<String, String> table() {
        Map<String, String> table = new TreeMap<>();
        collect("", table);
        return table;
    }

    /** {@link #table} where only some keys are known. */
    Map<String, String> table(String key, List<String> known) {
        Block block = block(key);
        Map<String, String> table = block.table();
        for (String name : table.keySet()) {
            if (!known.contains(name)) {
                block.leaf(name)
                        .reject(
                                "there is no column " + name,
                                Nearest.meant(name, known) + "Known columns: " + String.join(", ", known));
            }
        }
        return table;
    }

    private void collect(String prefix, Map<String, String> table) {
        values.forEach((name, value) -> {
            if (value instanceof ConfigObject) {
                block(value, join(path, quoted(name)), "").collect(join(prefix, name), table);
            } else {
                table.put(join(prefix, name), leaf(name).text());
            }
        });
    }

    /** A block that is none is reported once; its keys then are nobody's fault. */
    private Block block(ConfigValue value, String at, String inReference) {
        if (value instanceof ConfigObject object) {
            return new Block(object, at, inReference, isDefault(object) ? origin : object.origin(), problems);
        }
        ConfigOrigin where = value == null ? origin : value.origin();
        String what = value == null ? "this block is missing" : Leaf.shown(value, at) + " is not a block";
        problems.add(Place.of(where, at), what, "Write " + at + " { ... }");
        return new Block(ConfigFactory.empty().root(), at, inReference, origin, new Problems());
    }

    /** Nobody wrote it, so messages name the block around it. */
    private static boolean isDefault(ConfigValue value) {
        return value.origin().description().startsWith(Reference.ORIGIN);
    }

    /** A name as it is written in a dotted path. */
    static String quoted(String name) {
        return ConfigUtil.joinPath(name);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
