package dev.twt.generation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.BudgetConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.testing.SparkSessions;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessions.class)
class GovernorsTest {
    private static final String PLUGIN = GovernorPlugin.class.getName();

    private final SparkSession spark;
    private final String run = UUID.randomUUID().toString();

    GovernorsTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void shouldAddThePluginToTheUsersOnce() {
        SparkConf conf = new SparkConf(false);
        Governors.addTo(conf);
        assertThat(conf.get("spark.plugins")).isEqualTo(PLUGIN);
        conf.set("spark.plugins", "com.nvidia.spark.SQLPlugin");
        Governors.addTo(conf);
        Governors.addTo(conf);
        assertThat(conf.get("spark.plugins")).isEqualTo("com.nvidia.spark.SQLPlugin," + PLUGIN);
    }

    private GovernedRun begin(String backend, LimitsConfig limits, BudgetConfig budget) {
        return Governors.begin(
                spark.sparkContext(), run, List.of(GovernedTeachers.of("ada", backend, limits)), budget, 4, 0, 0);
    }

    @Test
    void shouldNotGovernATeacherWithoutAnyLimit() {
        try (GovernedRun governed = begin("in-jvm", LimitsConfig.none(), BudgetConfig.none())) {
            assertThat(governed.link().open("ada")).isInstanceOf(Ungoverned.class);
        }
    }

    @Test
    void shouldLimitRequestsInFlightAtAServerOverAllTasksOfALocalSession() {
        try (GovernedRun governed = begin("openai", new LimitsConfig(0, 0, 3), BudgetConfig.none());
                Governor one = governed.link().open("ada");
                Governor other = governed.link().open("ada")) {
            assertThat(governed.notice()).isEmpty();
            Reservation small = new Reservation(1, 0);
            assertThat(one.ask("ada", List.of(small, small)).granted()).isEqualTo(2);
            assertThat(other.ask("ada", List.of(small, small)).granted()).isEqualTo(1);
            assertThat(governed.figures().teachers().get("ada").inFlight()).isEqualTo(3);
        }
    }

    @Test
    void shouldGrantNothingAfterTheRun() {
        GovernedRun governed = begin("in-jvm", LimitsConfig.none(), new BudgetConfig(1, 0));
        try (Governor left = governed.link().open("ada")) {
            governed.close();
            assertThat(left.ask("ada", List.of(new Reservation(1, 0.1))).exhausted())
                    .contains("the run has ended");
        }
    }
}
