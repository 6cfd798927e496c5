package dev.twt.teacher.http;

import dev.twt.config.EndpointConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets of one teacher: its key and its further headers. A value is looked for on this machine first, in the
 * environment variable or file that the configuration names, then among those {@linkplain #handOver handed over}. It is
 * held in memory only; {@link #toString} does not show it, and {@link #hidden} takes it out of texts.
 */
public final class Keys {
    private static final Map<String, String> HANDED_OVER = new ConcurrentHashMap<>();
    private static final int LEAST_TO_HIDE = 4;

    private final String origin;
    private final Map<String, String> headers;
    private final List<String> secrets;

    private Keys(String origin, Map<String, String> headers, List<String> secrets) {
        this.origin = origin;
        this.headers = headers;
        this.secrets = secrets;
    }

    /**
     * Reads what these teachers name, where it is there, for {@link #handOver} on another machine. The result holds
     * secrets: it must not be printed or written down.
     */
    public static Map<String, String> collect(List<TeacherConfig> teachers) {
        return collect(teachers, System.getenv());
    }

    /** The variables that this teacher names, and what they hold, for a server of its own. */
    static Map<String, String> variables(TeacherConfig teacher, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        for (KeySource source : KeySource.all(teacher.endpoint())) {
            if (source.kind() == KeySource.Kind.VARIABLE) {
                variables.put(source.name(), value(source, "teachers." + teacher.name() + ".endpoint", environment));
            }
        }
        return variables;
    }

    static Map<String, String> collect(List<TeacherConfig> teachers, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        for (TeacherConfig teacher : teachers) {
            if (teacher.asksServer()) {
                KeySource.all(teacher.endpoint())
                        .forEach(source ->
                                source.read(environment).ifPresent(value -> values.put(source.place(), value)));
            }
        }
        return values;
    }

    /** Gives this JVM what another one {@linkplain #collect collected}; a value of this machine still counts first. */
    public static void handOver(Map<String, String> values) {
        HANDED_OVER.putAll(values);
    }

    /** Whether a teacher of this run has its key in that environment variable. */
    static boolean standsIn(String variable) {
        return HANDED_OVER.containsKey(new KeySource(KeySource.Kind.VARIABLE, variable).place());
    }

    /**
     * The teacher's secrets.
     *
     * @param environment of this process
     * @throws UserException if one is named and not there, or cannot stand in a header
     */
    public static Keys of(TeacherConfig teacher, Map<String, String> environment) {
        EndpointConfig endpoint = teacher.endpoint();
        String where = "teachers." + teacher.name() + ".endpoint";
        if (!endpoint.authVariable().isEmpty() && !endpoint.authFile().isEmpty()) {
            throw new UserException(where, "auth-variable and auth-file both name a key", "Keep the one that holds it");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> secrets = new HashMap<>();
        endpoint.headers().forEach((header, variable) -> {
            KeySource source = new KeySource(KeySource.Kind.VARIABLE, variable);
            String value = value(source, where + ".headers." + header, environment);
            checkHeader(where + ".headers." + header, header, value, source);
            headers.put(header, value);
            secrets.put(source.place(), value);
        });
        Optional<KeySource> authorization = KeySource.authorization(endpoint);
        authorization.ifPresent(source -> {
            String key = value(source, where, environment);
            checkHeader(where, "Authorization", key, source);
            boolean azure = endpoint.dialect().equals("azure");
            headers.put(azure ? "api-key" : "Authorization", azure ? key : "Bearer " + key);
            secrets.put(source.place(), key);
        });
        return new Keys(
                authorization.map(KeySource::place).orElse(""), Map.copyOf(headers), List.copyOf(secrets.values()));
    }

    private static String value(KeySource source, String where, Map<String, String> environment) {
        String value = source.read(environment).orElseGet(() -> HANDED_OVER.get(source.place()));
        if (value == null) {
            throw new UserException(
                    where,
                    source.place() + ", which should hold the key, is not there, cannot be read, or is empty",
                    source.kind() == KeySource.Kind.VARIABLE
                            ? "Set it where the run is started: export " + source.name() + "=..."
                            : "Write the key into it, and nothing else");
        }
        return value;
    }

    /** The client's own complaint would show the value. */
    private static void checkHeader(String where, String header, String value, KeySource source) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new UserException(
                    where,
                    source.place() + " holds characters that no key has, such as a line break",
                    "Let it hold the key alone");
        }
        try {
            HttpRequest.newBuilder(URI.create("http://localhost")).header(header, "value");
        } catch (IllegalArgumentException e) {
            throw new UserException(where, header + " is no header that can be set", "Take it out of headers");
        }
    }

    /** Headers that every request carries. */
    Map<String, String> headers() {
        return headers;
    }

    /** Where the key stands, in words, never the key; empty if none is named. */
    public String origin() {
        return origin;
    }

    /** The text with every secret in it replaced. */
    String hidden(String text) {
        String hidden = text;
        for (String secret : secrets) {
            if (secret.length() >= LEAST_TO_HIDE) {
                hidden = hidden.replace(secret, "(key)");
            }
        }
        return hidden;
    }

    @Override
    public String toString() {
        return "Keys[hidden]";
    }
}
