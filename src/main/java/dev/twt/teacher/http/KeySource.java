package dev.twt.teacher.http;

import dev.twt.config.EndpointConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a secret stands.
 *
 * @param kind what the name names
 * @param name of the environment variable, or path of the file
 */
record KeySource(Kind kind, String name) {
    enum Kind {
        VARIABLE,
        FILE
    }

    /** What the secret is for is told by the header that carries it. */
    static Optional<KeySource> authorization(EndpointConfig endpoint) {
        if (!endpoint.authVariable().isEmpty()) {
            return Optional.of(new KeySource(Kind.VARIABLE, endpoint.authVariable()));
        }
        return endpoint.authFile().isEmpty()
                ? Optional.empty()
                : Optional.of(new KeySource(Kind.FILE, endpoint.authFile()));
    }

    /** All that an endpoint names. */
    static List<KeySource> all(EndpointConfig endpoint) {
        List<KeySource> sources = new ArrayList<>();
        authorization(endpoint).ifPresent(sources::add);
        endpoint.headers().values().stream()
                .map(variable -> new KeySource(Kind.VARIABLE, variable))
                .forEach(sources::add);
        return sources;
    }

    /** The value on this machine, without blanks around it; empty where there is none. */
    Optional<String> read(Map<String, String> environment) {
        String value = kind == Kind.VARIABLE ? environment.getOrDefault(name, "") : text();
        return Optional.of(value.strip()).filter(v -> !v.isEmpty());
    }

    private String text() {
        try {
            return Files.readString(Path.of(name), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            // On an executor the value may have been handed over; elsewhere the absent key is reported by its place.
            return "";
        }
    }

    /** Names the place in messages, and the value when it is handed over. */
    String place() {
        return kind == Kind.VARIABLE ? "the environment variable " + name : "the file " + name;
    }
}
