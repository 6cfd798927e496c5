package dev.twt.job;

import dev.twt.config.RunConfigs;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return TwtPipeline.on(
                spark, RunConfigs.effective(file, overrides), new Console(stream, stream, false, Terminal.NONE));
    }
}
