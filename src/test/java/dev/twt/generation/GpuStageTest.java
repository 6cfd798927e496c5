package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.teacher.launch.LaunchedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceProfile;
import org.junit.jupiter.api.Test;

class GpuStageTest {
    private static final String STANDALONE = "spark://host:7077";

    private static TeacherConfig teacher(String name, int gpus) {
        LaunchConfig launch = new LaunchConfig(
                List.of("serve", "{port}"),
                "/health",
                "/v1",
                Duration.ofMinutes(1),
                3,
                gpus,
                Map.of(),
                "/opt/find-gpus.sh",
                "");
        return new TeacherConfig(
                name,
                "launched",
                "m",
                "",
                "",
                PromptStyle.CHAT,
                0,
                1,
                Samples.SAMPLING,
                1.0,
                4,
                "float32",
                "",
                new PriceConfig(0, 0),
                EndpointConfig.none(),
                launch,
                LimitsConfig.none(),
                RetryConfig.standard(),
                "");
    }

    private static SparkConf conf(String... settings) {
        SparkConf conf = new SparkConf(false);
        for (int i = 0; i < settings.length; i += 2) {
            conf.set(settings[i], settings[i + 1]);
        }
        return conf;
    }

    private static GpuStage stage(int gpus, String master, String... settings) {
        return GpuStage.of(List.of(teacher("a", gpus)), master, conf(settings));
    }

    @Test
    void shouldLeaveTheStageAloneWhereNoServerWantsGpus() {
        assertThat(stage(0, STANDALONE)).isEqualTo(new GpuStage.AsItIs());
        assertThat(GpuStage.of(List.of(Samples.teacher("replayed")), STANDALONE, conf()))
                .isEqualTo(new GpuStage.AsItIs());
    }

    @Test
    void shouldLeaveTheStageAloneInOneProcess() {
        assertThat(stage(1, "local[4]", "spark.dynamicAllocation.enabled", "true"))
                .isEqualTo(new GpuStage.AsItIs());
        assertThat(stage(1, "local")).isEqualTo(new GpuStage.AsItIs());
    }

    @Test
    void shouldLeaveTheStageAloneWhereEveryTaskHasWhatAServerNeeds() {
        String[] two = {"spark.executor.resource.gpu.amount", "4", "spark.task.resource.gpu.amount", "2"};
        assertThat(stage(2, STANDALONE, two)).isEqualTo(new GpuStage.AsItIs());
        String[] shared = {"spark.executor.resource.gpu.amount", "1", "spark.task.resource.gpu.amount", "0.25"};
        assertThat(stage(1, STANDALONE, shared)).isEqualTo(new GpuStage.AsItIs());
    }

    @Test
    void shouldGiveTheTasksGpusWhereOnlyTheExecutorsHaveThem() {
        GpuStage stage = stage(2, "yarn", "spark.executor.resource.gpu.amount", "4", "spark.task.cpus", "3");

        assertThat(stage).isEqualTo(new GpuStage.Tasks(2, 3));
        ResourceProfile profile = stage.profile().orElseThrow();
        assertThat(profile.taskResourcesJMap().get("gpu").amount()).isEqualTo(2.0);
        assertThat(profile.taskResourcesJMap().get("cpus").amount()).isEqualTo(3.0);
        assertThat(profile.executorResourcesJMap()).doesNotContainKey("gpu");
    }

    @Test
    void shouldAskForGpuExecutorsWhereTheClusterGrowsOnDemand() {
        GpuStage stage = stage(2, "k8s://https://host", "spark.dynamicAllocation.enabled", "true");

        assertThat(stage).isEqualTo(new GpuStage.Executors(2, 1, "/opt/find-gpus.sh", "nvidia.com"));
        ResourceProfile profile = stage.profile().orElseThrow();
        assertThat(profile.executorResourcesJMap().get("gpu").amount()).isEqualTo(2);
        assertThat(profile.executorResourcesJMap().get("gpu").discoveryScript()).isEqualTo("/opt/find-gpus.sh");
        assertThat(profile.taskResourcesJMap().get("gpu").amount()).isEqualTo(2.0);
    }

    @Test
    void shouldSayWhatToSetWhereTheClusterCannotGiveThem() {
        assertThatThrownBy(() -> stage(2, STANDALONE)).isInstanceOfSatisfying(UserException.class, e -> {
            assertThat(e.problems().get(0).where()).isEqualTo("teachers.a.launch.gpus");
            assertThat(e.problems().get(0).what()).contains("have no GPUs");
            assertThat(e.problems().get(0).fix())
                    .contains("spark.executor.resource.gpu.amount = 2", "spark.dynamicAllocation.enabled");
        });
        assertThatThrownBy(() -> stage(2, STANDALONE, "spark.executor.resource.gpu.amount", "1"))
                .hasMessageContaining("fewer GPUs than one server needs");
    }

    @Test
    void shouldRefuseServersOfDifferentSizesInOneStage() {
        List<TeacherConfig> teachers = List.of(teacher("a", 1), teacher("b", 2));

        assertThatThrownBy(() -> GpuStage.of(teachers, STANDALONE, conf("spark.executor.resource.gpu.amount", "2")))
                .hasMessageContaining("teachers.b.launch.gpus")
                .hasMessageContaining("teachers.a.launch.gpus");
    }

    @Test
    void shouldGiveTasksWithTheSameGpusTheSameServer() {
        Path folder = Path.of("/work");
        TeacherConfig one = ServerShare.with(teacher("a", 1), new String[] {"0"}, false, folder);
        TeacherConfig same = ServerShare.with(teacher("a", 1), new String[] {"0"}, false, folder);
        TeacherConfig other = ServerShare.with(teacher("a", 1), new String[] {"3"}, false, folder);

        assertThat(one).isEqualTo(same).isNotEqualTo(other);
        assertThat(other.launch().environment()).containsEntry(LaunchedServer.VISIBLE_DEVICES, "3");
        assertThat(other.launch().logs()).isEqualTo("/work");
    }

    @Test
    void shouldLeaveTheVisibleGpusAloneWhereNoneAreAskedOrSparkHandsOutNone() {
        assertThat(ServerShare.with(teacher("a", 0), new String[] {"0"}, false, Path.of("x"))
                        .launch()
                        .environment())
                .isEmpty();
        assertThat(ServerShare.with(teacher("a", 1), new String[0], true, Path.of("x"))
                        .launch()
                        .environment())
                .isEmpty();
    }

    @Test
    void shouldRefuseATaskWithTooFewGpus() {
        assertThatThrownBy(() -> ServerShare.with(teacher("a", 2), new String[] {"0"}, false, Path.of("x")))
                .hasMessageContaining("a server needs 2 GPUs, and Spark gave its task 1");
    }
}
