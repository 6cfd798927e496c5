package dev.twt.generation.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twt.testing.ClusterJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Budget and limits over executors in JVMs of their own, one of which is killed. */
class GovernorClusterIT {
    @TempDir
    Path folder;

    private String run(String... arguments) throws IOException, InterruptedException {
        Process process = ClusterJvm.start(folder, Map.of(), GovernorCluster.class, arguments);
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = ClusterJvm.said(folder);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private record Part(
            boolean clusterWide,
            long counted,
            double seconds,
            long granted,
            int inFlight,
            double spent,
            double uncertain,
            double reserved) {
        static Part of(String name, String said) {
            String line = said.lines()
                    .filter(l -> l.startsWith("PART " + name + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said));
            String[] words = line.split(" ");
            return new Part(
                    Boolean.parseBoolean(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]) / 1e9,
                    Long.parseLong(words[5]),
                    Integer.parseInt(words[6]),
                    Double.parseDouble(words[7]),
                    Double.parseDouble(words[8]),
                    Double.parseDouble(words[9]));
        }
    }

    @Test
    @Timeout(300)
    void shouldHoldBudgetAndLimitsOverExecutorsOfWhichOneIsKilled() throws Exception {
        String said = run(folder.toString());

        Part lost = Part.of("lost", said);
        assertThat(folder.resolve("died")).exists();
        assertThat(lost.clusterWide()).isTrue();
        assertThat(lost.inFlight()).isZero();
        assertThat(lost.uncertain())
                .as("what the dead executor held")
                .isCloseTo(GovernorCluster.HELD_BY_THE_DEAD * GovernorCluster.WORST_USD, within(1e-9));
        assertThat(lost.spent() + lost.uncertain() + lost.reserved())
                .isLessThanOrEqualTo(GovernorCluster.BUDGET_USD + 1e-12)
                .isGreaterThan(GovernorCluster.BUDGET_USD - GovernorCluster.WORST_USD);
        assertThat(lost.spent())
                .as("every settled answer once")
                .isCloseTo(lost.counted() * GovernorCluster.WORST_USD / 2, within(1e-9));

        Part limited = Part.of("limited", said);
        assertThat(limited.counted()).isEqualTo(limited.granted());
        double most = GovernorCluster.REQUESTS_PER_MINUTE / 65.0 * (3 + limited.seconds()) + 1;
        assertThat((double) limited.granted()).isLessThanOrEqualTo(most).isPositive();

        assertThat(Part.of("pace", said).granted()).isEqualTo(6000);
    }

    @Test
    @Timeout(300)
    void shouldDivideTheBudgetWhereThePluginIsNotLoaded() throws Exception {
        String said = run(folder.toString(), "plain");
        Part divided = Part.of("divided", said);
        assertThat(divided.clusterWide()).isFalse();
        assertThat(divided.counted()).isEqualTo(96);
        assertThat(said).contains("notice This Spark session was made without spark.plugins");
    }
}
