package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.twt.config.EndpointConfig;
import dev.twt.config.RetryConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Workspace;
import dev.twt.teacher.Teachers;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SeveralAnswersApi;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run whose server is stuck with every question that it sees for the first time. */
@ExtendWith(SparkSessions.class)
@Timeout(240)
class HedgedRunTest {
    private static final int QUESTIONS = 6;

    @TempDir
    Path folder;

    private final SparkSession spark;
    private final SeveralAnswersApi good = new SeveralAnswersApi(SeveralAnswersApi.Manner.TAKES);
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();

    HedgedRunTest(SparkSession spark) {
        this.spark = spark;
    }

    private void serve(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        if (stuck.add(request.body())) {
            FaultyServer.never().serve(request, exchange);
        } else {
            good.serve(request, exchange);
        }
    }

    @Test
    void shouldRecordTheSecondSendingsAnswerOnce() {
        Workspace workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
        try (FaultyServer server = FaultyServer.that(this::serve)) {
            TeacherConfig teacher = Samples.teacher("ada", "maker/one", 3)
                    .servedAt(EndpointConfig.at(List.of(server.url())))
                    .withRetry(new RetryConfig(1, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100)))
                    .withSamplesARequest(3);
            GenerationResult result = new Generation(
                            spark, workspace, Samples.config(2, 64), 7, EchoTask::named, Funds.unlimited())
                    .run(
                            Samples.questions(spark, QUESTIONS),
                            Round.first(List.of(teacher)),
                            Teachers::open,
                            progress -> {},
                            new StopSignal());

            assertThat(result.complete()).isTrue();
            assertThat(server.requests()).hasSize(2 * QUESTIONS);
            assertThat(good.asked()).hasSize(QUESTIONS);
            assertThat(Ledger.open(spark, workspace).all().count()).isEqualTo(3L * QUESTIONS);
            assertThat(Ledger.open(spark, workspace).spent().tokens())
                    .isEqualTo(good.promptTokens() + good.completionTokens());
        }
    }
}
