package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.ClusterJvm;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code twt rehearse} on a cluster of several JVMs: executors reach the driver's server over the network. */
@Timeout(300)
class RehearsalClusterIT {
    private static final int QUESTIONS = 100;

    @TempDir
    Path folder;

    @Test
    void shouldRehearseOnACluster() throws Exception {
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation.tasks = 2
                rehearse { latency = 20ms, slow-latency = 50ms, retry-after = 10ms, throttled = 0.1 }
                teachers.served {
                  backend = openai
                  model = fake-1
                  endpoint { urls = "https://no.such.host.invalid/v1", auth-variable = TWT_NO_SUCH_VARIABLE }
                  retry { first-wait = 10ms, longest-wait = 50ms }
                  limits.in-flight = 8
                  price { input = 1, output = 2 }
                }
                """.formatted(folder));
        Map<String, String> properties = new HashMap<>(ClusterJvm.twoExecutors());
        properties.put("spark.sql.shuffle.partitions", "2");
        Process driver = ClusterJvm.start(
                folder,
                properties,
                Main.class,
                "rehearse",
                "--config",
                folder.resolve("run.conf").toString());
        try {
            DriverProcess.assertEnded(folder, driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(ClusterJvm.said(folder)).containsPattern("served +\\d+ +100 +100 +0 +[1-8] ");
        assertThat(SparkSessions.shared()
                        .read()
                        .parquet(folder.resolve("workspace-rehearsal/responses").toString())
                        .where("outcome = 'answered' and answer is not null")
                        .select("question_id")
                        .distinct()
                        .count())
                .isEqualTo(QUESTIONS);
    }
}
