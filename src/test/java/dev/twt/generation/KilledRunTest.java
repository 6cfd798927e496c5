package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.Workspace;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SeveralAnswersApi;
import dev.twt.testing.SeveralAnswersApi.Asked;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class KilledRunTest {
    private static final int QUESTIONS = 60;
    private static final int SEGMENT_ROWS = 4;
    private static final int TASKS = 2;
    private static final int IN_FLIGHT = 3;

    @TempDir
    Path folder;

    private final SparkSession spark;

    KilledRunTest(SparkSession spark) {
        this.spark = spark;
    }

    private Process start(long delay, String master, String flag) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        for (String argument :
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-opens") || argument.startsWith("-Djdk.reflect")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                workspaceFolder(),
                askedFile().toString(),
                Integer.toString(QUESTIONS),
                Long.toString(delay),
                Integer.toString(SEGMENT_ROWS),
                master,
                flag));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    private String workspaceFolder() {
        return folder.resolve("ws").toString();
    }

    private Path askedFile() {
        return folder.resolve("asked.txt");
    }

    private List<String> asked() throws IOException {
        return Files.exists(askedFile()) ? Files.readAllLines(askedFile()) : List.of();
    }

    private Set<String> recorded() {
        Workspace workspace =
                Workspace.at(workspaceFolder(), spark.sparkContext().hadoopConfiguration());
        return new HashSet<>(Ledger.open(spark, workspace)
                .rows()
                .select("request_id")
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList());
    }

    @Test
    @Timeout(600)
    void shouldGoOnAfterAKillWithoutAskingARecordedRequestAgain() throws Exception {
        Process first = start(150, "local[2]", "-");
        while (first.isAlive() && asked().size() < QUESTIONS / 2) {
            Thread.sleep(20);
        }
        first.destroyForcibly().waitFor();
        List<String> before = asked();
        Set<String> kept = recorded();
        assertThat(before).hasSizeBetween(QUESTIONS / 2, QUESTIONS - 1);
        assertThat(kept).as("published before the kill").isNotEmpty();
        int mostLost = TASKS * (IN_FLIGHT + SEGMENT_ROWS);
        assertThat(before.size() - kept.size()).as("lost with the kill").isBetween(0, mostLost);

        Process second = start(0, "local[2]", "-");
        assertThat(second.waitFor(400, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("out.txt"))).contains("DONE true");

        List<String> after = asked().subList(before.size(), asked().size());
        assertThat(after).as("asked by the second run").doesNotContainAnyElementsOf(kept);
        assertThat(after).hasSize(QUESTIONS - kept.size());
        assertThat(recorded()).hasSize(QUESTIONS);
    }

    @Test
    @Timeout(600)
    void shouldNotAskAgainWhatAnEarlierAttemptOfATaskHasPublished() throws Exception {
        Process run = start(0, "local[1,3]", folder.resolve("broke-once").toString());
        assertThat(run.waitFor(400, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(folder.resolve("out.txt"))).contains("DONE true");
        // The first attempt published one segment of four rows and had three answers more when it broke.
        assertThat(asked()).hasSizeBetween(QUESTIONS, QUESTIONS + SEGMENT_ROWS + 1);
        assertThat(new HashSet<>(asked())).hasSize(QUESTIONS);
        assertThat(recorded()).hasSize(QUESTIONS);
        assertThat(Files.readString(folder.resolve("out.txt"))).contains("answered=" + QUESTIONS);
    }

    @Test
    @Timeout(600)
    void shouldLeaveNoHalfGroupAfterAKillAndAskForNoRecordedSampleAgain() throws Exception {
        SeveralAnswersApi api = new SeveralAnswersApi(SeveralAnswersApi.Manner.TAKES, 150);
        try (FaultyServer server = FaultyServer.that(api)) {
            Process first = start(0, "local[2]", server.url());
            while (first.isAlive() && api.asked().size() < QUESTIONS / 2) {
                Thread.sleep(20);
            }
            first.destroyForcibly().waitFor();
            int before = api.asked().size();
            Map<String, Long> kept = recordedSamples();
            assertThat(before).isBetween(QUESTIONS / 2, QUESTIONS - 1);
            assertThat(kept).as("published before the kill").isNotEmpty();
            assertThat(kept.values()).as("whole groups").containsOnly(4L);

            Process second = start(0, "local[2]", server.url());
            assertThat(second.waitFor(400, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(folder.resolve("out.txt"))).contains("DONE true");

            List<Asked> after = api.asked().subList(before, api.asked().size());
            assertThat(after)
                    .hasSize(QUESTIONS - kept.size())
                    .extracting(Asked::n)
                    .containsOnly(4);
            assertThat(after).extracting(Asked::question).doesNotContainAnyElementsOf(questions(kept.keySet()));
            assertThat(recordedSamples())
                    .hasSize(QUESTIONS)
                    .allSatisfy((question, samples) -> assertThat(samples).isEqualTo(4));
        }
    }

    /** Questions of {@link Samples#questions} by their ids. */
    private static List<String> questions(Set<String> ids) {
        return ids.stream()
                .map(id -> "Question number " + id.substring(1) + "?")
                .toList();
    }

    private Map<String, Long> recordedSamples() {
        Workspace workspace =
                Workspace.at(workspaceFolder(), spark.sparkContext().hadoopConfiguration());
        Map<String, Long> samples = new HashMap<>();
        Ledger.open(spark, workspace)
                .rows()
                .groupBy("question_id")
                .count()
                .collectAsList()
                .forEach(row -> samples.put(row.getString(0), row.getLong(1)));
        return samples;
    }
}
