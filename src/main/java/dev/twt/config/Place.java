package dev.twt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands.
 *
 * @param source file name, {@code --set}, or empty where nothing was written
 * @param line line in the file, 0 where there is none
 * @param key dotted path of the key, or empty for a whole file
 */
record Place(String source, int line, String key) {
    /** Files in line order, then what has no line. */
    static final Comparator<Place> ORDER = Comparator.comparing((Place p) -> p.line == 0)
            .thenComparing(Place::source)
            .thenComparingInt(Place::line)
            .thenComparing(Place::key);

    /** The library joins origins of one value as {@code merge of env,x.conf: 2}; ranges are {@code x.conf: 4-8}. */
    private static final Pattern FILE_LINE = Pattern.compile("(?:^|,)([^,]+): (\\d+)(?:-\\d+)?(?=,|$)");

    private static final Pattern MESSAGE = Pattern.compile("^(.*?): (\\d+): ");

    static Place of(ConfigOrigin origin, String key) {
        String description = origin.description().replaceFirst("^merge of ", "");
        Matcher m = FILE_LINE.matcher(description);
        while (m.find()) {
            if (!m.group(1).equals(Reference.ORIGIN)) {
                return new Place(m.group(1), Integer.parseInt(m.group(2)), key);
            }
        }
        boolean set = description.contains(Overrides.ORIGIN);
        return new Place(set ? Overrides.ORIGIN : origin.filename() == null ? "" : origin.filename(), 0, key);
    }

    /** The library's messages begin with the origin: {@code x.conf: 2: Could not ...}. */
    static Place of(ConfigException e) {
        Matcher m = MESSAGE.matcher(String.valueOf(e.getMessage()));
        return m.find() ? new Place(m.group(1), Integer.parseInt(m.group(2)), "") : new Place("", 0, "");
    }

    /** The last part of the key. */
    String name() {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** {@code x.conf:12 selection.quality.threshold}. */
    String text() {
        String at = line > 0 ? source + ":" + line : source;
        return (at + " " + key).strip();
    }
}
