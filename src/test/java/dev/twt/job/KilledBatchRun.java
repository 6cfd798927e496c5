package dev.twt.job;

import dev.twt.config.RunConfigs;
import dev.twt.testing.SparkSessions;
import java.nio.file.Path;
import java.util.Map;

/** The step generate in a JVM of its own, which the test kills. */
final class KilledBatchRun {
    private KilledBatchRun() {}

    /** Argument: the configuration. */
    public static void main(String[] args) {
        TwtPipeline.on(
                        SparkSessions.shared(),
                        RunConfigs.effective(Path.of(args[0]), Map.of()),
                        new Console(System.out, System.err, false, Terminal.NONE))
                .generate();
        System.out.println("DONE");
    }
}
