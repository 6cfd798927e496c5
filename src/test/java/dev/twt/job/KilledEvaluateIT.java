package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.twt.testing.FaultyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** evaluate killed by the system, as by kill -9, in the middle of its answers; the same command then goes on. */
@Timeout(400)
class KilledEvaluateIT extends EvaluateRun {
    private static final int KILLED_AT = 14;

    private volatile Process child;

    @AfterEach
    void endChild() {
        if (child != null) {
            child.destroyForcibly();
        }
    }

    private void kill(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        if (api.asked().size() >= KILLED_AT) {
            child.destroyForcibly().waitFor();
        }
        api.serve(request, exchange);
    }

    @Test
    void shouldGoOnAndBuyNothingTwice() throws Exception {
        Path config = folder.resolve("run.conf");
        Files.writeString(
                config,
                "generation { tasks = 1, segment-rows = 2 }\nteacher-defaults.limits.in-flight = 1\ntask.default-type = math\n",
                StandardOpenOption.APPEND);
        server.from(this::kill);
        child = KilledBatchRun.start(folder, "evaluate");
        assertThat(child.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("out.txt")).content().doesNotContain("DONE");
        assertThat(workspace("evaluations")).doesNotExist();
        assertThat(workspace("responses"))
                .as(Files.readString(folder.resolve("out.txt")))
                .exists();
        int recorded = read("responses", "request_id").size();
        int bought = api.asked().size();
        assertThat(recorded).isBetween(1, bought);

        server.from(api);
        pipeline().evaluate();

        assertThat(api.asked()).as("what was recorded is not asked again").hasSize(bought + 2 * QUESTIONS - recorded);
        List<String> judged = read("evaluations/answers", "answerer", "question_id", "answer", "correct");
        pipeline("workspace", folder.resolve("undisturbed").toString()).evaluate();
        assertThat(spark.read()
                        .parquet(folder.resolve("undisturbed/evaluations/answers")
                                .toString())
                        .selectExpr("concat_ws(' ', answerer, question_id, answer, correct)")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrderElementsOf(judged);
    }
}
