package dev.twt.selection.diversity;

import static dev.twt.testing.Candidates.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class EmbeddingCheckTest {
    @Test
    void shouldTakeVectorsOfOneLength(SparkSession spark) {
        Candidates rows = new Candidates()
                .add("q", "t", "a", "embedding", vector(1, 0))
                .add("q", "t", "b", "embedding", vector(0, 0))
                .add("q", "t", "c", "embedding", vector(Double.POSITIVE_INFINITY, 0))
                .add("q", "t", "d", "embedding", null);
        assertThat(EmbeddingCheck.of(rows.rows(spark)).requireOneLength()).isEqualTo(new EmbeddingCheck(2, 2));
        assertThat(EmbeddingCheck.of(new Candidates().rows(spark)).requireOneLength())
                .isEqualTo(new EmbeddingCheck(0, 0));
    }

    @Test
    void shouldRefuseMixedLengths(SparkSession spark) {
        Candidates rows = new Candidates()
                .add("q", "t", "a", "embedding", vector(1, 0))
                .add("other", "t", "b", "embedding", vector(1, 0, 0));
        EmbeddingCheck check = EmbeddingCheck.of(rows.rows(spark));
        assertThatThrownBy(check::requireOneLength)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("from 2 to 3 dimensions");
    }
}
