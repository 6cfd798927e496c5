package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twt.config.EndpointConfig;
import dev.twt.config.RetryConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Workspace;
import dev.twt.generation.governor.SpendingFigures;
import dev.twt.teacher.Teachers;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SeveralAnswersApi;
import dev.twt.testing.SeveralAnswersApi.Asked;
import dev.twt.testing.SeveralAnswersApi.Manner;
import dev.twt.testing.SparkSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that ask for several samples in one request, against real servers that take that or do not. */
@ExtendWith(SparkSessions.class)
@Timeout(240)
class SamplesARequestTest {
    private static final int QUESTIONS = 5;

    @TempDir
    Path folder;

    private final SparkSession spark;
    private final List<String> news = Collections.synchronizedList(new ArrayList<>());
    private SeveralAnswersApi api;
    private FaultyServer server;
    private Workspace workspace;

    SamplesARequestTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void begin() {
        workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
        serve(Manner.TAKES);
    }

    @AfterEach
    void end() {
        server.close();
    }

    /** From now on a new server, which has been asked nothing yet. */
    private void serve(Manner manner) {
        if (server != null) {
            server.close();
        }
        api = new SeveralAnswersApi(manner);
        server = FaultyServer.that(api);
    }

    private TeacherConfig teacher(int samples, int samplesARequest) {
        return Samples.teacher("ada", "maker/one", samples)
                .servedAt(EndpointConfig.at(List.of(server.url())))
                .withRetry(new RetryConfig(3, Duration.ofMillis(5), Duration.ofMillis(20)))
                .withSamplesARequest(samplesARequest);
    }

    private GenerationResult run(TeacherConfig teacher, String... questions) {
        ProgressListener listener = new ProgressListener() {
            @Override
            public void onProgress(List<GenerationProgress> teachers) {}

            @Override
            public void onNews(String line) {
                news.add(line);
            }
        };
        return new Generation(spark, workspace, Samples.config(2, 64), 7, EchoTask::named, Funds.unlimited())
                .run(
                        questions.length == 0
                                ? Samples.questions(spark, QUESTIONS)
                                : Samples.questions(spark, questions),
                        Round.first(List.of(teacher)),
                        Teachers::open,
                        listener,
                        new StopSignal());
    }

    private List<Row> rows() {
        return Ledger.open(spark, workspace)
                .rows()
                .orderBy("question_id", "sample")
                .collectAsList();
    }

    private void assertEverySampleAnsweredOnce(int samples) {
        List<Row> rows = rows();
        assertThat(rows).hasSize(QUESTIONS * samples);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.<String>getAs("outcome")).isEqualTo("answered"));
        assertThat(Ledger.open(spark, workspace).all().count()).isEqualTo(rows.size());
    }

    /** Ledger, governor and server have to agree to the token. */
    private void assertPaidAsTheServerCounts(GenerationResult result) {
        Ledger.Spent spent = Ledger.open(spark, workspace).spent();
        assertThat(spent.tokens()).isEqualTo(api.promptTokens() + api.completionTokens());
        assertThat(spent.usd())
                .isCloseTo((api.promptTokens() * 1.0 + api.completionTokens() * 10.0) / 1e6, within(1e-9));
        SpendingFigures spending = result.spending();
        assertThat(spending.spentTokens()).isEqualTo(spent.tokens());
        assertThat(spending.spentUsd()).isCloseTo(spent.usd(), within(1e-8));
        assertThat(spending.uncertainTokens()).isZero();
    }

    @Test
    void shouldAskEachQuestionOnceForAllItsSamplesAndPayItsPromptOnce() {
        GenerationResult result = run(teacher(4, 4));

        assertThat(result.complete()).isTrue();
        assertThat(api.asked()).hasSize(QUESTIONS).extracting(Asked::n).containsOnly(4);
        assertEverySampleAnsweredOnce(4);
        assertThat(rows()).extracting(row -> row.<String>getAs("answer")).contains("0", "1", "2", "3");
        assertThat(rows().stream().filter(row -> row.<Integer>getAs("prompt_tokens") == 100))
                .hasSize(QUESTIONS);
        assertPaidAsTheServerCounts(result);
        assertThat(result.teachers().get(0).answered()).isEqualTo(4 * QUESTIONS);
        assertThat(news).isEmpty();
    }

    @Test
    void shouldAskOnlyForOpenSamplesAndNeverForWhatAnotherNumberRecorded() {
        run(teacher(2, 1));
        assertThat(api.asked()).hasSize(2 * QUESTIONS).extracting(Asked::n).containsOnly(0);

        serve(Manner.TAKES);
        run(teacher(4, 4));
        assertThat(api.asked()).hasSize(QUESTIONS).extracting(Asked::n).containsOnly(2);

        serve(Manner.TAKES);
        run(teacher(4, 1));
        run(teacher(4, 3));
        assertThat(api.asked()).as("all is recorded").isEmpty();

        run(teacher(9, 3));
        assertThat(api.asked())
                .hasSize(2 * QUESTIONS)
                .extracting(Asked::n)
                .contains(3, 2)
                .doesNotContain(0, 1, 4, 5);
        assertEverySampleAnsweredOnce(9);
    }

    @Test
    void shouldAskOneByOneOnceTheServerHasIgnoredTheNumber() {
        serve(Manner.IGNORES);
        GenerationResult result = run(teacher(4, 4));

        assertEverySampleAnsweredOnce(4);
        assertThat(api.asked()).as("what came is not asked again").hasSize(4 * QUESTIONS);
        assertThat(result.teachers().get(0).failed()).isZero();
        assertPaidAsTheServerCounts(result);
        assertThat(news).singleElement().asString().contains("The server of ada does not give 4 answers");
    }

    @Test
    void shouldAskOneByOneWhereTheServerRefusesTheNumber() {
        serve(Manner.REFUSES);
        GenerationResult result = run(teacher(3, 8));

        assertEverySampleAnsweredOnce(3);
        assertThat(api.asked().stream().filter(asked -> asked.n() == 0)).hasSize(3 * QUESTIONS);
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.<Integer>getAs("attempts")).isEqualTo(1));
        assertThat(result.complete()).isTrue();
        assertPaidAsTheServerCounts(result);
        assertThat(news).hasSize(1);
    }

    @Test
    void shouldRecordWhatBecameOfEachSample() {
        run(teacher(4, 4), "a mixed one");

        assertThat(rows())
                .extracting(row -> row.<String>getAs("outcome"))
                .containsExactly("answered", "refused", "truncated", "refused");
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void shouldSendTheWholeGroupAgainAfterAFault() {
        server.first(FaultyServer.status(503, ""), FaultyServer.cutMidBody());
        run(teacher(4, 4));

        assertEverySampleAnsweredOnce(4);
        assertThat(api.asked()).hasSize(QUESTIONS).extracting(Asked::n).containsOnly(4);
    }
}
