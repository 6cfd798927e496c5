package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration in a store. What it includes lies beside it, or has a scheme of its own; {@code include file("x")} is a
 * file of this machine all the same.
 */
final class RemoteText implements ConfigIncluder {
    private static final List<String> ENDINGS = List.of(".conf", ".json", ".properties");

    /** As deep as the library goes in files of this machine. */
    private static final int DEEPEST = 50;

    private final String place;
    private final RemoteFiles files;
    private final int depth;

    private RemoteText(String place, RemoteFiles files, int depth) {
        this.place = place;
        this.files = files;
        this.depth = depth;
    }

    /** Not resolved yet. */
    static Config parse(String place, RemoteFiles files) {
        String text = files.read(place)
                .orElseThrow(() -> new UserException(
                        place,
                        "there is no such config file",
                        "Check bucket and key (or host and path), and that the file was copied there"));
        return new RemoteText(place, files, 0).parse(text);
    }

    private Config parse(String text) {
        if (depth > DEEPEST) {
            throw new ConfigException.Generic(
                    "includes are more than " + DEEPEST + " deep, as in a cycle of files that include each other");
        }
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setOriginDescription(place)
                .setSyntax(place.endsWith(".properties") ? ConfigSyntax.PROPERTIES : ConfigSyntax.CONF)
                .setIncluder(this);
        return ConfigFactory.parseString(text, options);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        // The library's own looks for files of this machine: a name without a scheme would mean two places.
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String name) {
        String beside = ConfigPlace.isRemote(name) ? name : place.substring(0, place.lastIndexOf('/') + 1) + name;
        Stream<String> places =
                ENDINGS.stream().anyMatch(name::endsWith) ? Stream.of(beside) : Stream.of(beside + ".conf", beside);
        return places.flatMap(each -> read(each).stream())
                .findFirst()
                .or(() -> absent(context))
                .map(Config::root)
                .orElseThrow(() -> new ConfigException.IO(
                        ConfigOriginFactory.newSimple(place), "include was not found: '" + name + "'"));
    }

    private Optional<Config> read(String included) {
        return files.read(included).map(text -> new RemoteText(included, files, depth + 1).parse(text));
    }

    /** An include that is not {@code required(...)} may be absent. */
    private static Optional<Config> absent(ConfigIncludeContext context) {
        return context.parseOptions().getAllowMissing() ? Optional.of(ConfigFactory.empty()) : Optional.empty();
    }
}
