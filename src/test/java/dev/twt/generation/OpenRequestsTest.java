package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.twt.config.GenerationConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Workspace;
import dev.twt.generation.ProgressReporter.Planned;
import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SparkSessions.class)
class OpenRequestsTest {
    private static final long LOOK_UP = 1_000;
    private static final long JOIN = 0;
    private static final List<TeacherConfig> TEACHERS =
            List.of(Samples.teacher("ada", "ada.gguf", 2), Samples.teacher("bob"));
    private static final Completion WRITTEN = new Completion("text", "", null, 100, 10, "stop", "", 5, 1);
    private static final List<Outcome> OUTCOMES = List.of(
            new Outcome.Answered(WRITTEN),
            new Outcome.Refused(WRITTEN),
            new Outcome.Truncated(WRITTEN),
            new Outcome.Failed("no", 3));

    @TempDir
    Path folder;

    private final SparkSession spark;
    private Workspace workspace;
    private Dataset<Row> questions;

    OpenRequestsTest(SparkSession spark) {
        this.spark = spark;
    }

    /** Of eight questions each of ada's two requests has another pair of outcomes, some none; bob has answered nothing. */
    @BeforeEach
    void publish() throws IOException {
        workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
        questions = Samples.questions(spark, 8);
        List<PlannedRequest> ada = requests(LOOK_UP, config(false, false)).stream()
                .filter(open -> open.teacher() == 0)
                .map(OpenRequest::request)
                .toList();
        List<Row> first = new ArrayList<>();
        List<Row> second = new ArrayList<>();
        LedgerRows rows = new LedgerRows(TEACHERS.get(0), EchoTask::named);
        for (int i = 0; i < 12; i++) {
            first.add(rows.row(ada.get(i), OUTCOMES.get(i % 4), Instant.EPOCH));
            if (i >= 4) {
                second.add(rows.row(ada.get(i), OUTCOMES.get(3 - i / 4), Instant.EPOCH));
            }
        }
        new SegmentFiles(workspace).publish("first", first);
        new SegmentFiles(workspace).publish("second", second);
    }

    private static GenerationConfig config(boolean failed, boolean truncated) {
        return new GenerationConfig(2, 64, Duration.ofSeconds(15), 0.5, failed, truncated);
    }

    private OpenRequests open(Dataset<Row> of, long mostLookedUp, GenerationConfig config) {
        return OpenRequests.of(
                of, Round.first(TEACHERS), EchoTask::named, Ledger.open(spark, workspace), config, mostLookedUp);
    }

    private List<OpenRequest> requests(long mostLookedUp, GenerationConfig config) {
        try (OpenRequests open = open(questions, mostLookedUp, config)) {
            return open.requests().collect();
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void shouldFindTheSameByLookingUpAsByJoining(boolean failed, boolean truncated) {
        try (OpenRequests lookedUp = open(questions, LOOK_UP, config(failed, truncated));
                OpenRequests joined = open(questions, JOIN, config(failed, truncated))) {
            assertThat(lookedUp.planned()).isEqualTo(joined.planned());
            assertThat(lookedUp.requests().collect())
                    .containsExactlyInAnyOrderElementsOf(joined.requests().collect())
                    .hasSize((int)
                            lookedUp.planned().stream().mapToLong(Planned::open).sum());
        }
    }

    @Test
    void shouldCountWhatIsPlannedAndWhatIsRecorded() {
        try (OpenRequests open = open(questions, LOOK_UP, config(false, false))) {
            assertThat(open.planned())
                    .extracting(Planned::teacher, Planned::planned, Planned::recorded)
                    .containsExactly(tuple("ada", 16L, 12L), tuple("bob", 8L, 0L));
            assertThat(open.requests().collect()).hasSize(12);
        }
    }

    @Test
    void shouldFindMoreThanTheDriverCarries() {
        try (OpenRequests open = open(Samples.questions(spark, 3_000), LOOK_UP, config(false, false))) {
            assertThat(open.planned()).extracting(Planned::open).containsExactly(6_000L - 12, 3_000L);
            assertThat(open.requests().collect())
                    .extracting(request -> request.request().requestId())
                    .doesNotHaveDuplicates()
                    .hasSize(9_000 - 12);
        }
    }

    @Test
    void shouldCountWithoutLookingWhereNothingIsRecorded() {
        workspace = Workspace.at(
                folder.resolve("new").toString(), spark.sparkContext().hadoopConfiguration());

        try (OpenRequests open = open(Samples.questions(spark, 3_000), LOOK_UP, config(false, false))) {
            assertThat(open.planned())
                    .extracting(Planned::open, Planned::recorded)
                    .containsExactly(tuple(6_000L, 0L), tuple(3_000L, 0L));
            assertThat(open.requests().count()).isEqualTo(9_000);
        }
    }
}
