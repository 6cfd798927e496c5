package dev.twt.job;

import dev.twt.config.ConfigPlace;
import dev.twt.config.RunConfigs;
import java.util.List;
import java.util.Map;

/**
 * What the user asked for.
 *
 * @param step the step
 * @param config the configuration file
 * @param overrides values of {@code --set}
 * @param quiet no progress
 * @param words what else was said, as it is said again
 */
record StepRequest(Step step, ConfigPlace config, Map<String, String> overrides, boolean quiet, List<String> words) {
    /** Where jobs/twt says how it was called, so that what is printed can be said again as it stands. */
    private static final String NAME = "twt.command";

    /** Likewise jobs/submit: spark-submit makes a property of each of Spark's settings. */
    private static final String SUBMITTED = "spark.twt.command";

    /** The command that asks for the same again, for a shell; without secrets. */
    String command() {
        StringBuilder command = new StringBuilder(System.getProperty(NAME, System.getProperty(SUBMITTED, "twt")))
                .append(' ')
                .append(step.command())
                .append(" --config ")
                .append(quoted(config.name()));
        overrides.forEach((key, value) ->
                command.append(" --set ").append(quoted(key + "=" + (RunConfigs.isSecret(key) ? "..." : value))));
        words.forEach(word -> command.append(' ').append(quoted(word)));
        return command.append(quiet ? " --quiet" : "").toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
