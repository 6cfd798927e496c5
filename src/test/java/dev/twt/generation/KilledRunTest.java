package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that is killed goes on; what else may die stands in {@link KilledRunIT}. */
class KilledRunTest extends StartedRun {
    KilledRunTest(SparkSession spark) {
        super(spark);
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
}
