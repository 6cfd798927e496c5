package dev.twt.generation.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.BatchConfig;
import dev.twt.generation.governor.Reservation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BatchRecordTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final BatchRecord written = BatchRecord.written("n", "big", 3, new Reservation(70, 0.25));

    @Test
    void shouldComeBackFromItsTextAsItWas() throws Exception {
        BatchRecord full = written.uploaded("file-1")
                .asked(NOW)
                .submitted("batch-1")
                .refusedAsFull(NOW)
                .asked(NOW)
                .submitted("batch-2")
                .ended("out", "err", "expired", NOW);

        assertThat(BatchRecordJson.read(BatchRecordJson.write(full))).isEqualTo(full);
        assertThat(full.earlier()).containsExactly("batch-1");
    }

    @Test
    void shouldBeDoubtfulOnlyWhileItsCreationIsUnknown() {
        BatchRecord asked = written.uploaded("file-1").asked(NOW);

        assertThat(asked.doubtful()).isTrue();
        assertThat(asked.notMade().doubtful()).isFalse();
        assertThat(asked.submitted("b").doubtful()).isFalse();
        assertThat(asked.refusedAsFull(NOW).earlier()).isEmpty();
    }

    @Test
    void shouldTakeLinesUpToBothLimits() throws Exception {
        BatchConfig limits = new BatchConfig(true, true, Duration.ofMinutes(1), 2, 10, 3, "24h", "");
        try (RequestFile file = new RequestFile(limits)) {
            byte[] long12 = RequestFile.bytes("12345678901");
            assertThat(file.takes(long12)).as("the first always").isTrue();
            file.add(RequestFile.bytes("1234"));
            assertThat(file.takes(RequestFile.bytes("12345"))).isFalse();
            assertThat(file.takes(RequestFile.bytes("1234"))).isTrue();
            file.add(RequestFile.bytes("1234"));
            assertThat(file.takes(new byte[0])).as("a third").isFalse();
            Path path = file.written();
            assertThat(Files.readString(path)).isEqualTo("1234\n1234\n");
            file.close();
            assertThat(path).doesNotExist();
        }
    }
}
