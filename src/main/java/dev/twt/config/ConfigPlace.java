package dev.twt.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Where a run's configuration lies: a file of this machine, or one in a store.
 *
 * @param name as the user wrote it, and as it is written again in messages and commands
 * @param remote reads it where the name has a scheme
 */
public record ConfigPlace(String name, RemoteFiles remote) {
    /** Two characters at least: {@code C:/run.conf} is a file of this machine. */
    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]+):/.*");

    /** A file of this machine. */
    public static ConfigPlace local(Path file) {
        return new ConfigPlace(file.toString(), ConfigPlace::refuse);
    }

    private static Optional<String> refuse(String place) {
        throw new UserException(
                place,
                "the config file must be a local file",
                "Hand it to spark-submit with --files and give its bare name here, or copy it to this machine");
    }

    /** Whether it has to be fetched; {@code file:/a/run.conf} has not. */
    boolean isRemote() {
        return isRemote(name);
    }

    static boolean isRemote(String name) {
        return SCHEME.matcher(name).matches() && !name.startsWith("file:/");
    }

    /** The same, where a file of this machine may stand elsewhere than its name says. */
    public ConfigPlace found(UnaryOperator<Path> where) {
        return isRemote() ? this : new ConfigPlace(where.apply(file()).toString(), remote);
    }

    /** The file of this machine that it means. */
    Path file() {
        return name.startsWith("file:/") ? Path.of(URI.create(name).getPath()) : Path.of(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
