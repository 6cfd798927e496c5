package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.Workspace;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SeveralAnswersApi;
import dev.twt.testing.SeveralAnswersApi.Asked;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts of a task that break, and groups of samples under a kill. */
class KilledRunIT extends StartedRun {
    KilledRunIT(SparkSession spark) {
        super(spark);
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
