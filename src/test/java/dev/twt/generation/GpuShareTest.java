package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuShareTest {
    @ParameterizedTest
    @CsvSource({
        "auto, 3, '', auto:3",
        "gpu, 3, '', gpu:3",
        "auto, 3, '2, 3', auto:1",
        "gpu, 0, 0, gpu:0",
        "gpu, GPU-8f3a, 'GPU-77, GPU-8f3a', gpu:1",
        "gpu, GPU-8f3a, '', gpu",
        "cpu, 3, '', cpu",
        "gpu:1, 3, '', gpu:1"
    })
    void shouldNameTheGpuOfTheTask(String device, String address, String visible, String expected) {
        assertThat(GpuShare.of(device, new String[] {address, "9"}, visible)).isEqualTo(expected);
    }

    @Test
    void shouldLeaveTheDeviceAsItIsWhereSparkGivesNoGpus() {
        assertThat(GpuShare.of("auto", new String[0], "0,1")).isEqualTo("auto");
        assertThat(GpuShare.of("gpu", Map.of())).isEqualTo("gpu");
        assertThat(GpuShare.of("auto", Map.of("fpga", new ResourceInformation("fpga", new String[] {"f1"}))))
                .isEqualTo("auto");
    }
}
