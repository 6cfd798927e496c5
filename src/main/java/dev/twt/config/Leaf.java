package dev.twt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One value, read as the type its key has. What does not fit becomes a problem and a stand-in, which nobody sees,
 * since a configuration with problems is never handed out.
 *
 * @param value what stands there, or null
 * @param place where it stands, or where it is missing
 * @param meaning what the key means
 */
record Leaf(ConfigValue value, Place place, String meaning, Problems problems) {
    private static final int LONGEST_SHOWN = 60;

    /** Any text, the empty one included. */
    String text() {
        return read("a text", "", Function.identity());
    }

    /** A text that is not blank. */
    String filled() {
        return read("a text that is not empty", "-", t -> t.isBlank() ? null : t);
    }

    boolean flag() {
        return read("true or false", false, t -> switch (t.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Boolean.TRUE;
            case "false", "no", "off" -> Boolean.FALSE;
            default -> null;
        });
    }

    long whole(long low, long high) {
        String allowed = "a whole number" + bounds(low, high);
        return read(allowed, low, t -> {
            long n = new BigDecimal(t).longValueExact();
            return n >= low && n <= high ? n : null;
        });
    }

    private static String bounds(long low, long high) {
        if (low == Long.MIN_VALUE) {
            return "";
        }
        boolean open = high == Integer.MAX_VALUE || high == Long.MAX_VALUE;
        return open ? " of at least " + low : " from " + low + " to " + high;
    }

    /** A number of a range; one that could not be read stands as NaN, so that rules over it do not hold. */
    double number(Range range) {
        return read(range.words(), Double.NaN, t -> {
            double n = new BigDecimal(t).doubleValue();
            return range.contains(n) ? n : null;
        });
    }

    /** A time above 0 with its unit: HOCON's bare numbers, which are milliseconds, are too easily meant as seconds. */
    Duration duration() {
        return read("a time above 0 with its unit, such as 500ms, 15s or 2 minutes", Duration.ZERO, t -> {
            Duration d = withUnit(t);
            return d == null || d.isZero() || d.isNegative() ? null : d;
        });
    }

    /** A time with its unit, which may be 0. */
    Duration durationOrZero() {
        return read("a time with its unit, such as 500ms, 15s or 2 minutes, or 0s", Duration.ZERO, t -> {
            Duration d = withUnit(t);
            return d == null || d.isNegative() ? null : d;
        });
    }

    private Duration withUnit(String text) {
        return Character.isLetter(text.charAt(text.length() - 1))
                ? value.atKey("v").getDuration("v")
                : null;
    }

    /** A size in bytes with its unit: a bare number is too easily meant as megabytes. */
    long bytes(long low) {
        String allowed = "a size with its unit, such as 64m or 1g, of at least " + (low >> 10) + "k";
        return read(allowed, low, t -> {
            if (!Character.isLetter(t.charAt(t.length() - 1))) {
                return null;
            }
            long bytes = value.atKey("v").getBytes("v");
            return bytes >= low ? bytes : null;
        });
    }

    /** One of some words. */
    String word(List<String> allowed) {
        String given = read(
                "one of " + String.join(", ", allowed),
                null,
                t -> allowed.contains(t) ? t : null,
                t -> Nearest.meant(t, allowed) + "Allowed: " + String.join(", ", allowed));
        return given == null ? allowed.get(0) : given;
    }

    /** One of some constants, written in lower case with hyphens. */
    @SafeVarargs
    final <E extends Enum<E>> E constant(E... allowed) {
        List<String> words = Stream.of(allowed)
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return allowed[words.indexOf(word(words))];
    }

    /** A list of texts; a single text stands for a list of one. */
    List<String> texts() {
        if (!(value instanceof ConfigList)) {
            String only = read("a text or a list of texts", null, Function.identity());
            return only == null ? List.of() : List.of(only);
        }
        return items().stream().map(Leaf::text).toList();
    }

    /** The values of a list, each by itself; a single value stands for a list of one. */
    List<Leaf> items() {
        if (!(value instanceof ConfigList list)) {
            return isNull() ? List.of() : List.of(this);
        }
        return list.stream()
                .map(item -> new Leaf(item, Place.of(item.origin(), place.key()), meaning, problems))
                .toList();
    }

    boolean isNull() {
        return value == null || value.valueType() == ConfigValueType.NULL;
    }

    void reject(String what, String fix) {
        if (!standsIn()) {
            problems.add(place, what, fix);
        }
    }

    private <T> T read(String allowed, T standIn, Function<String, T> reading) {
        return read(allowed, standIn, reading, t -> "Write " + allowed);
    }

    private <T> T read(String allowed, T standIn, Function<String, T> reading, Function<String, String> fix) {
        if (isNull()) {
            reject("this key has no value", "Set it to " + allowed + explained());
            return standIn;
        }
        Optional<String> text = scalar();
        Optional<T> read = text.flatMap(t -> attempt(t, reading));
        if (read.isEmpty()) {
            reject(shown() + " is not allowed here", fix.apply(text.orElse("")));
        }
        return read.orElse(standIn);
    }

    private String explained() {
        String plain = meaning.replaceFirst("^Required\\. ", "").replaceFirst("\\.$", "");
        return plain.isEmpty() ? "" : ": " + plain;
    }

    private static <T> Optional<T> attempt(String text, Function<String, T> reading) {
        try {
            return Optional.ofNullable(reading.apply(text));
        } catch (ArithmeticException | NumberFormatException | IndexOutOfBoundsException | ConfigException e) {
            return Optional.empty();
        }
    }

    /** Numbers and booleans as their text, as HOCON converts them. */
    private Optional<String> scalar() {
        if (value instanceof ConfigObject || value instanceof ConfigList) {
            return Optional.empty();
        }
        Config holder = value.atKey("v");
        return Optional.of(holder.getString("v"));
    }

    /** What stands here in place of a substitution without a value has been reported already. */
    private boolean standsIn() {
        return value != null && value.origin().description().contains(Layers.UNRESOLVED);
    }

    String shown() {
        return shown(value, place.key());
    }

    /** The value for a message: short, and without secrets. */
    static String shown(ConfigValue value, String key) {
        if (Secrets.isSecret(key) || value.origin().description().contains(Layers.ENVIRONMENT)) {
            return "the value (not shown: it is a secret or came from the environment)";
        }
        if (value instanceof ConfigObject) {
            return "a block { ... }";
        }
        String text = Secrets.withoutUserInfo(value.render(ConfigRenderOptions.concise()));
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
