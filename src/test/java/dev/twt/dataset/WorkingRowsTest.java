package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class WorkingRowsTest {
    @TempDir
    Path folder;

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private Workspace workspace() {
        return Workspace.at(folder.toString(), new Configuration());
    }

    private static Dataset<Row> numbers(long rows) {
        return spark.range(rows).selectExpr("id", "cast(array(id, 0.5) as array<float>) as vector");
    }

    @Test
    void shouldReadWhatWasWrittenAndLeaveNothing() {
        try (WorkingRows working = WorkingRows.write(numbers(20), workspace())) {
            assertThat(working.rows().orderBy("id").collectAsList())
                    .isEqualTo(numbers(20).collectAsList());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldTakeNoRows() {
        try (WorkingRows working = WorkingRows.write(numbers(0), workspace())) {
            assertThat(working.rows().columns()).containsExactly("id", "vector");
            assertThat(working.rows().count()).isZero();
        }
    }

    @Test
    void shouldStandBesideAnotherAndRemoveWhatAKilledRunLeft() throws Exception {
        Path left = Files.createDirectories(folder.resolve(".working/left"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        try (WorkingRows one = WorkingRows.write(numbers(3), workspace())) {
            try (WorkingRows other = WorkingRows.write(numbers(4), workspace())) {
                assertThat(other.rows().count()).isEqualTo(4);
            }
            assertThat(one.rows().count()).isEqualTo(3);
            assertThat(left).doesNotExist();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
