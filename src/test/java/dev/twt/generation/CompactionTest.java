package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.Workspace;
import dev.twt.task.Question;
import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class CompactionTest {
    private static final int MANY = 17;

    @TempDir
    Path folder;

    private final SparkSession spark;
    private Workspace workspace;

    CompactionTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void workspace() {
        workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
    }

    private void publish(String prefix, int segments, int rows) throws IOException {
        LedgerRows ledgerRows = new LedgerRows(Samples.teacher("ada"), EchoTask::named);
        for (int s = 0; s < segments; s++) {
            List<Row> all = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                String id = prefix + s + "-" + i;
                all.add(ledgerRows.row(
                        new PlannedRequest(id, "q", 0, RequestPlan.FULL, 0, "text", Question.of("Why?")),
                        new Outcome.Answered(new Completion("of " + id, "", null, 1, 1, "stop", "", 5, 1)),
                        Instant.EPOCH));
            }
            new SegmentFiles(workspace).publish(prefix + s, all);
        }
    }

    private List<String> ids() {
        return Ledger.open(spark, workspace).all().select(ResponseColumns.REQUEST_ID).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void shouldLeaveFewSmallFilesAlone() throws IOException {
        publish("seg-", MANY - 1, 1);
        List<String> before = Ledger.open(spark, workspace).segments();

        assertThat(new Compaction(spark, workspace).run()).isEqualTo(before);
    }

    @Test
    void shouldMakeOneFileOfManySmallOnes() throws IOException {
        publish("seg-", MANY, 2);

        assertThat(new Compaction(spark, workspace).run())
                .singleElement()
                .asString()
                .contains("compact-");
        assertThat(ids()).hasSize(2 * MANY).doesNotHaveDuplicates();
        assertThat(folder.resolve("ws/responses/" + Compaction.AT_WORK)).doesNotExist();
    }

    @Test
    void shouldNotRewriteALargeFile() throws IOException {
        publish("large-", 1, 2_000);
        publish("seg-", MANY, 1);
        String large = "large-0.parquet";
        long bytes = Files.size(folder.resolve("ws/responses/" + large));

        List<String> files = new Compaction(spark, workspace, bytes).run();

        assertThat(files).hasSize(2).anySatisfy(file -> assertThat(file).endsWith(large));
        assertThat(ids()).hasSize(2_000 + MANY).doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveEveryRowOnceAfterACompactionThatWasKilled() throws IOException {
        publish("seg-", 3, 2);
        Path responses = folder.resolve("ws/responses");
        // The kill came between the large file's move and the small ones' removal.
        Files.copy(responses.resolve("seg-0.parquet"), responses.resolve("compact-1-0.parquet"));
        Files.createFile(responses.resolve(Compaction.AT_WORK));
        assertThat(ids()).hasSize(8);

        new Compaction(spark, workspace).run();

        assertThat(ids()).hasSize(6).doesNotHaveDuplicates();
        assertThat(responses.resolve(Compaction.AT_WORK)).doesNotExist();
    }
}
