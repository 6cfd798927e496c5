package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the user's file into an unresolved HOCON tree, or says why it cannot be read. */
final class ConfigText {
    private ConfigText() {}

    static Config parse(ConfigPlace place) {
        try {
            return place.isRemote() ? RemoteText.parse(place.name(), place.remote()) : parse(place.file());
        } catch (ConfigException.WrongType e) {
            throw new UserException(
                    place.name(), "the file is a list, not keys with values", "Write key = value lines");
        } catch (ConfigException e) {
            throw SyntaxFault.of(e, place.name());
        }
    }

    private static Config parse(Path file) {
        checkReadable(file);
        checkText(file);
        // Origins and messages name the file as the user wrote it; includes need its absolute path.
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setAllowMissing(false)
                .setOriginDescription(file.toString())
                .setSyntax(ConfigSyntax.CONF);
        return ConfigFactory.parseFile(file.toAbsolutePath().toFile(), options);
    }

    private static void checkReadable(Path file) {
        String where = file.toString();
        if (Files.isDirectory(file)) {
            throw new UserException(where, "this is a folder, not a config file", "Name the .conf file in it");
        }
        if (!Files.exists(file)) {
            throw new UserException(where, "there is no such config file", advice(file));
        }
        if (!Files.isReadable(file)) {
            throw new UserException(where, "the config file may not be read", "Give yourself the right to read it");
        }
    }

    private static String advice(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? Path.of("").toAbsolutePath() : parent;
        return similar(file, folder)
                .map(name -> "Did you mean " + file.resolveSibling(name) + "?")
                .orElse("Check the name; relative names start in " + Path.of("").toAbsolutePath());
    }

    private static Optional<String> similar(Path file, Path folder) {
        try (Stream<Path> siblings = Files.list(folder)) {
            List<String> names = siblings.map(p -> String.valueOf(p.getFileName()))
                    .filter(n -> n.endsWith(".conf"))
                    .collect(Collectors.toList());
            return Nearest.of(String.valueOf(file.getFileName()), names);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void checkText(Path file) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (CharacterCodingException e) {
            throw new UserException(file.toString(), "the file is not UTF-8 text", "Save it as UTF-8");
        } catch (IOException e) {
            throw new UserException(file.toString(), "the file cannot be read: " + e.getMessage(), "Check the disk");
        }
    }
}
