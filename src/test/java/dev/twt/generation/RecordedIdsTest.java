package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.Sha256;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedIdsTest {
    private static String id(int i) {
        return Sha256.hex("request " + i);
    }

    @Test
    void shouldKnowEveryIdentityAndNoOtherAfterItHasGrown() {
        RecordedIds ids = new RecordedIds();
        IntStream.range(0, 5_000).forEach(i -> ids.add(id(i), i % 4));

        assertThat(ids.size()).isEqualTo(5_000);
        IntStream.range(0, 5_000)
                .forEach(i -> assertThat(ids.best(id(i))).as(id(i)).isEqualTo(i % 4));
        IntStream.range(5_000, 10_000)
                .forEach(i -> assertThat(ids.best(id(i))).as(id(i)).isNegative());
    }

    @Test
    void shouldKeepTheBestOfSeveralRowsWhicheverComesFirst() {
        RecordedIds ids = new RecordedIds();
        ids.add(id(1), 3);
        ids.add(id(1), 0);
        RecordedIds more = new RecordedIds();
        more.add(id(1), 2);
        more.add(id(2), 3);
        ids.addAll(more);

        assertThat(ids.size()).isEqualTo(2);
        assertThat(ids.best(id(1))).isZero();
        assertThat(ids.best(id(2))).isEqualTo(3);
    }

    @Test
    void shouldTakeIdentitiesThatAreNoSha256() {
        RecordedIds ids = new RecordedIds();
        ids.add("imported-1", 1);
        ids.add("z".repeat(64), 2);

        assertThat(ids.best("imported-1")).isEqualTo(1);
        assertThat(ids.best("z".repeat(64))).isEqualTo(2);
        assertThat(ids.best("imported-2")).isNegative();
    }
}
