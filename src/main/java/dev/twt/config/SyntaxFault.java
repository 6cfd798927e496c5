package dev.twt.config;

import com.typesafe.config.ConfigException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A HOCON text that cannot be parsed, in words for the user. */
final class SyntaxFault {
    private static final Pattern PREFIX = Pattern.compile("^(.*?): (\\d+): ");
    private static final Pattern INCLUDE =
            Pattern.compile("(?:include was not found: '?|not found on classpath: )([^'\\s]+)");
    private static final Pattern ADVICE = Pattern.compile(" ?\\(if you (intended|want).*", Pattern.DOTALL);

    private SyntaxFault() {}

    static UserException of(ConfigException e, String file) {
        String where = Place.of(e).text();
        return new UserException(where.isEmpty() ? file : where, words(e), fix(e));
    }

    /** What is wrong, without the place and without the library's advice. */
    static String words(ConfigException e) {
        String text = String.valueOf(e.getMessage());
        Matcher include = INCLUDE.matcher(text);
        if (include.find()) {
            return "the included file " + include.group(1) + " does not exist";
        }
        if (text.contains("end of file")) {
            return "the file ends where a bracket or brace is still open, or a key has no value";
        }
        if (text.contains("newline") && text.contains("unescaped")) {
            return "a text in double quotes is not closed on its line";
        }
        String plain = ADVICE.matcher(PREFIX.matcher(text).replaceFirst("")).replaceAll("");
        return plain.replace("wrong token: ", "").replaceAll("\\s+", " ").strip();
    }

    private static String fix(ConfigException e) {
        String text = String.valueOf(e.getMessage());
        if (INCLUDE.matcher(text).find()) {
            return "Mend the include line, or write include without required(...) if it may be absent";
        }
        if (text.contains("end of file")) {
            return "Close what is open with } or ] (the fault may be some lines above)";
        }
        return "Mend that line; texts with characters such as : * [ { # @ stand in double quotes";
    }
}
