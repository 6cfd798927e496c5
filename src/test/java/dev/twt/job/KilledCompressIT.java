package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command killed by the system, as by kill -9, in the middle of the rewrites; the same command then goes on. */
@Timeout(400)
class KilledCompressIT {
    private static final int QUESTIONS = 40;
    /** Of which the ten that leave 0 when divided by four need one try, the others two. */
    private static final int REWRITES = 70;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final RewritingApi api = new RewritingApi();
    private FaultyServer server;
    private volatile Process child;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(this::killInTheSecondTry);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation { tasks = 1, segment-rows = 4 }
                teachers.ada {
                  backend = openai
                  model = ada
                  endpoint.urls = "%2$s"
                  sampling { temperature = 0, max-tokens = 200 }
                  limits.in-flight = 2
                }
                selection.diversity.k = 1
                compress { budgets = [0.5], student = none, least-tokens = 4 }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
        if (child != null) {
            child.destroyForcibly();
        }
    }

    /** At the eleventh of its thirty requests. */
    private void killInTheSecondTry(FaultyServer.Seen request, HttpExchange exchange)
            throws IOException, InterruptedException {
        if (api.rewrites().size() == QUESTIONS + 10) {
            child.destroyForcibly().waitFor();
        }
        api.serve(request, exchange);
    }

    private void run(String workspace) {
        String place = folder.resolve(workspace).toString();
        RunPipelines.of(spark, folder.resolve("run.conf"), new Captured(), "workspace", place)
                .run();
    }

    private List<String> rows(String table, String columns) {
        return TableTexts.sorted(spark, folder.resolve(table), columns);
    }

    @Test
    void shouldGoOnInTheSameTryAndBuyNothingTwice() throws Exception {
        child = KilledBatchRun.start(folder, "run");
        assertThat(child.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("out.txt")).content().contains("Try 2 of 2").doesNotContain("DONE");
        int recorded = rows("workspace/responses", "request_id, purpose").size();
        assertThat(recorded).isBetween(2 * QUESTIONS, 2 * QUESTIONS + 11);

        server.from(api);
        api.forget();
        run("workspace");
        assertThat(api.asked()).as("whole rationales").isEmpty();
        assertThat(api.rewrites()).hasSize(QUESTIONS + REWRITES - recorded);
        run("undisturbed");
        for (String table : List.of("compressed", "distill/stage=compressed")) {
            assertThat(rows("workspace/" + table, "question_id, request_id, teacher"))
                    .isEqualTo(rows("undisturbed/" + table, "question_id, request_id, teacher"));
        }
        assertThat(rows("workspace/distill/stage=compressed", "question_id")).hasSize(30);
    }
}
