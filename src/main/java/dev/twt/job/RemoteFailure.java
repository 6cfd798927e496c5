package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.UserException;
import dev.twt.model.file.ModelException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a problem of the user's in the text that Spark makes of an executor's exception:
 * {@code Lost task 0.3 ...: dev.twt.config.UserException: where: what. fix\n\tat ...}.
 */
final class RemoteFailure {
    private static final Pattern NAMED = Pattern.compile("(?s)(?:" + Pattern.quote(UserException.class.getName()) + "|"
            + Pattern.quote(ModelException.class.getName()) + "): (.*?)(?=\\R\\s*at |\\R\\R|$)");

    /** The first line is enough: of several problems each has a line of its own, and mending one shows the next. */
    private static final Pattern PARTS = Pattern.compile("(.*?): (.*?)\\. (.*)");

    private RemoteFailure() {}

    static Optional<Problem> in(String message) {
        if (message == null) {
            return Optional.empty();
        }
        Matcher named = NAMED.matcher(message);
        if (!named.find()) {
            return Optional.empty();
        }
        String text = named.group(1).lines().findFirst().orElse("");
        Matcher parts = PARTS.matcher(text);
        return Optional.of(
                parts.matches()
                        ? new Problem(parts.group(1), parts.group(2), parts.group(3))
                        : new Problem("an executor", text, "See the executor's log for the rest"));
    }
}
