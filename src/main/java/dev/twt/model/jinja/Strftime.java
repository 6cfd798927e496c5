package dev.twt.model.jinja;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Python's strftime in the C locale. */
final class Strftime {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('d', "dd"),
            Map.entry('f', "SSSSSS"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('j', "DDD"),
            Map.entry('m', "MM"),
            Map.entry('M', "mm"),
            Map.entry('p', "a"),
            Map.entry('S', "ss"),
            Map.entry('y', "yy"),
            Map.entry('Y', "yyyy"),
            Map.entry('F', "yyyy-MM-dd"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('D', "MM/dd/yy"),
            Map.entry('R', "HH:mm"));

    private Strftime() {}

    static String format(ZonedDateTime time, String format) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            boolean plain = format.startsWith("%-", i);
            i += plain ? 2 : 1;
            String field = field(time, i < format.length() ? format.charAt(i) : ' ');
            out.append(plain ? field.replaceFirst("^0+(?=.)", "") : field);
        }
        return out.toString();
    }

    private static String field(ZonedDateTime time, char kind) {
        if (kind == '%') {
            return "%";
        }
        String pattern = PATTERNS.get(kind);
        if (pattern == null) {
            throw JinjaException.failed("strftime_now: %" + kind + " is not supported");
        }
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
    }
}
