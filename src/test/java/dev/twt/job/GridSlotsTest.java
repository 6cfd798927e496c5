package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.GridConfig;
import dev.twt.config.UserException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class GridSlotsTest {
    private static GridConfig grid(int cores, int gpus) {
        return new GridConfig(
                List.of(), List.of(), List.of(), Map.of(), cores, gpus, 1L << 30, Duration.ofMinutes(1), "");
    }

    @Test
    void shouldTakeTheSessionsTasksWhereTheyAreAsWanted() {
        assertThat(GridSlots.profile(new SparkConf(false), grid(1, 0))).isEmpty();
        assertThat(GridSlots.profile(new SparkConf(false).set("spark.task.cpus", "4"), grid(4, 0)))
                .isEmpty();
    }

    @Test
    void shouldAskForTasksOfSoManyCoresAndGpus() {
        SparkConf conf =
                new SparkConf(false).set("spark.executor.cores", "8").set("spark.executor.resource.gpu.amount", "4");

        assertThat(GridSlots.profile(conf, grid(2, 1))).hasValueSatisfying(profile -> {
            assertThat(profile.taskResourcesJMap().get("cpus").amount()).isEqualTo(2);
            assertThat(profile.taskResourcesJMap().get("gpu").amount()).isEqualTo(1);
        });
    }

    @Test
    void shouldRefuseWhatNoExecutorHolds() {
        SparkConf conf = new SparkConf(false).set("spark.executor.cores", "2");

        assertThatThrownBy(() -> GridSlots.profile(conf, grid(4, 0)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("grid.cores: a student takes 4, and an executor has 2");
        assertThatThrownBy(() -> GridSlots.profile(conf, grid(1, 1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("grid.gpus: a student takes 1, and an executor has 0");
    }
}
