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

/** A command killed by the system, as by kill -9, in the middle of the second round; the same command then goes on. */
@Timeout(400)
class KilledRoundsIT {
    private static final int QUESTIONS = 40;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final EvenNumbersApi api = new EvenNumbersApi();
    private FaultyServer server;
    private volatile Process child;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(this::killInTheSecondRound);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation { tasks = 1, segment-rows = 4 }
                teacher-defaults {
                  backend = openai
                  endpoint.urls = "%2$s"
                  sampling { temperature = 0.2, max-tokens = 50 }
                  limits.in-flight = 2
                }
                teachers { cheap { model = cheap }, dear { model = dear } }
                selection.diversity.k = 1
                rounds { most = 3, temperatures = [0.7], escalation = [cheap, cheap, dear] }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
        if (child != null) {
            child.destroyForcibly();
        }
    }

    /** At the thirteenth of its twenty requests. */
    private void killInTheSecondRound(FaultyServer.Seen request, HttpExchange exchange)
            throws IOException, InterruptedException {
        if (api.asked().stream()
                        .filter(one -> one.startsWith("cheap") && one.endsWith("0.7"))
                        .count()
                == 12) {
            child.destroyForcibly().waitFor();
        }
        api.serve(request, exchange);
    }

    private void generate(String workspace) {
        String place = folder.resolve(workspace).toString();
        RunPipelines.of(spark, folder.resolve("run.conf"), new Captured(), "workspace", place)
                .generate();
    }

    private List<String> rows(String workspace, String columns) {
        return TableTexts.sorted(spark, folder.resolve(workspace + "/responses"), columns);
    }

    @Test
    void shouldGoOnInTheSameRoundAndAskNothingAgainThatIsRecorded() throws Exception {
        child = KilledBatchRun.start(folder);
        assertThat(child.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("out.txt")).content().contains("Round 2 of 3").doesNotContain("DONE");
        List<String> recorded = rows("workspace", "teacher, substring(question_id, 2), if(round = 0, '0.2', '0.7')");
        assertThat(recorded).hasSizeBetween(QUESTIONS + 1, QUESTIONS + 13);

        server.from(api);
        api.asked().clear();
        generate("workspace");
        assertThat(api.asked()).doesNotContainAnyElementsOf(recorded).hasSize(QUESTIONS + 20 + 10 - recorded.size());
        generate("undisturbed");
        String all = "request_id, question_id, teacher, round, outcome, answer, stated_confidence";
        assertThat(rows("workspace", all)).hasSize(QUESTIONS + 20 + 10).isEqualTo(rows("undisturbed", all));
    }
}
