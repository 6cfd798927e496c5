package dev.twt.job;

import dev.twt.config.RunConfigs;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Pipelines on a session that is there, by a run's file. */
final class RunPipelines {
    private RunPipelines() {}

    /**
     * A pipeline that says everything into one place.
     *
     * @param sets keys and values that win over the file's, in turn
     */
    static Pipeline of(SparkSession spark, Path file, OutputStream said, String... sets) {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return of(spark, file, new Console(stream, stream, false, Terminal.NONE), sets);
    }

    /** Likewise, on a screen of a hundred columns. */
    static Pipeline of(SparkSession spark, Path file, Captured said, String... sets) {
        return of(spark, file, new Console(said.stream(), said.stream(), false, new Terminal(false, 100)), sets);
    }

    /** Likewise, with settings as they stand behind {@code --set}: {@code key=value}. */
    static Pipeline set(SparkSession spark, Path file, Captured said, String... settings) {
        String[] sets = Stream.of(settings)
                .flatMap(setting -> Stream.of(setting.split("=", 2)))
                .toArray(String[]::new);
        return of(spark, file, said, sets);
    }

    private static Pipeline of(SparkSession spark, Path file, Console console, String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        return TwtPipeline.on(spark, RunConfigs.effective(file, overrides), console);
    }
}
