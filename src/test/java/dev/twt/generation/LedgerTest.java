package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twt.config.GenerationConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.Workspace;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class LedgerTest {
    /** 1 dollar a million tokens read, 10 a million written. */
    private static final TeacherConfig ADA = Samples.teacher("ada");

    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);
    private static final Completion WRITTEN = new Completion("text", "", null, 100, 10, "stop", "", 5, 1);
    private static final Outcome ANSWERED = new Outcome.Answered(WRITTEN);
    private static final Outcome TRUNCATED = new Outcome.Truncated(WRITTEN);
    private static final Outcome FAILED = new Outcome.Failed("no", 3);

    @TempDir
    Path folder;

    private final SparkSession spark;
    private Workspace workspace;

    LedgerTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void publish() throws IOException {
        workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
        SegmentFiles files = new SegmentFiles(workspace);
        files.publish(
                "first",
                List.of(
                        row("failed-then-answered", FAILED, EARLY),
                        row("truncated-then-failed", TRUNCATED, EARLY),
                        row("failed", FAILED, EARLY),
                        row("refused", new Outcome.Refused(WRITTEN), EARLY),
                        row("answered", ANSWERED, EARLY)));
        files.publish(
                "second",
                List.of(
                        row("failed-then-answered", ANSWERED, LATE),
                        row("truncated-then-failed", FAILED, LATE),
                        row("answered", ANSWERED, EARLY)));
    }

    private static Row row(String id, Outcome outcome, Instant at) {
        PlannedRequest request = new PlannedRequest(id, "q", 0, RequestPlan.FULL, 0, "text", Question.of("Why?"));
        return new LedgerRows(ADA, EchoTask::named).row(request, outcome, at);
    }

    private List<String> recorded(boolean retryFailed, boolean retryTruncated) {
        GenerationConfig config = new GenerationConfig(2, 64, Duration.ofSeconds(15), 0.5, retryFailed, retryTruncated);
        return Ledger.open(spark, workspace)
                .recorded(config)
                .as(Encoders.STRING())
                .collectAsList();
    }

    @Test
    void shouldCountEachRecordedRequestOnce() {
        assertThat(recorded(false, false))
                .containsExactlyInAnyOrder(
                        "failed-then-answered", "truncated-then-failed", "failed", "refused", "answered");
    }

    @Test
    void shouldLeaveOpenWhatFailedAtBestWhenFailuresAreAskedAgain() {
        assertThat(recorded(true, false))
                .containsExactlyInAnyOrder("failed-then-answered", "truncated-then-failed", "refused", "answered");
    }

    @Test
    void shouldLeaveOpenWhatWasTruncatedAtBestWhenThoseAreAskedAgain() {
        assertThat(recorded(false, true))
                .containsExactlyInAnyOrder("failed-then-answered", "failed", "refused", "answered");
    }

    @Test
    void shouldReadALedgerThatWasWrittenBeforeItsLastColumn() throws IOException {
        Workspace old = Workspace.at(
                folder.resolve("old").toString(), spark.sparkContext().hadoopConfiguration());
        Ledger.open(spark, workspace)
                .all()
                .drop(ResponseColumns.SPAN_PROBABILITY)
                .coalesce(1)
                .write()
                .parquet(old.responses());
        new SegmentFiles(old).publish("new", List.of(row("later", ANSWERED, LATE)));

        Ledger ledger = Ledger.open(spark, old);
        assertThat(ledger.broken()).isEmpty();
        assertThat(ledger.all().columns()).containsExactly(ResponseColumns.SCHEMA.fieldNames());
        assertThat(ledger.rows().select(ResponseColumns.SPAN_PROBABILITY).collectAsList())
                .hasSize(6)
                .allMatch(row -> row.isNullAt(0));
    }

    @Test
    void shouldRecordTheProbabilityOfTheAnswersTokensAndNoneWhereItIsNotKnown() {
        Completion told = new Completion("Answer: 18", "", new float[] {-2f, -0.5f}, 1, 2, "stop", "", 5, 1);
        PlannedRequest request = new PlannedRequest("r", "q", 0, RequestPlan.FULL, 0, "math", Question.of("How many?"));
        LedgerRows rows = new LedgerRows(ADA, Tasks::named);
        int at = ResponseColumns.SCHEMA.fieldIndex(ResponseColumns.SPAN_PROBABILITY);

        assertThat(rows.row(request, new Outcome.Answered(told), EARLY).isNullAt(at))
                .isTrue();
        assertThat(rows.row(request, FAILED, EARLY).isNullAt(at)).isTrue();
        Completion placed =
                new Completion(told.text(), "", told.tokenLogprobs(), new int[] {8, 10}, 1, 2, "stop", "", 5, 1, 0);
        assertThat(rows.row(request, new Outcome.Answered(placed), EARLY).getDouble(at))
                .isCloseTo(Math.exp(-0.5), within(1e-9));
    }

    @Test
    void shouldCountAsSpentWhatWasPaidForRowsThatBetterOnesFollowed() throws IOException {
        SegmentFiles files = new SegmentFiles(workspace);
        files.publish("third", List.of(row("truncated-then-failed", ANSWERED, LATE.plusSeconds(60))));

        Ledger.Spent spent = Ledger.open(spark, workspace).spent();

        // Two answers of that request, and one of three others; the row that stands in two files was paid once.
        assertThat(spent.tokens()).isEqualTo(5 * 110);
        assertThat(spent.usd()).isCloseTo(5 * 200e-6, within(1e-12));
    }
}
