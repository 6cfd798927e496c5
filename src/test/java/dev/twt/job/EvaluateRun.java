package dev.twt.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Answerers at a real server, measured in a real workspace on twelve labelled questions. */
abstract class EvaluateRun {
    static final int QUESTIONS = 12;

    @TempDir
    Path folder;

    final SparkSession spark = SparkSessions.shared();
    final MeasuredApi api = new MeasuredApi();
    Captured said = new Captured();
    FaultyServer server;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(api);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            lines.append(question(i, "\"gold\": \"%d\"".formatted(i + 1)));
        }
        Files.writeString(folder.resolve("test.jsonl"), lines);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                task.default-type = math
                teacher-defaults {
                  backend = openai
                  endpoint.urls = "%2$s"
                  sampling { temperature = 0, max-tokens = 200 }
                  limits.in-flight = 4
                  price { input = 1, output = 10 }
                }
                teachers.ada.model = right
                evaluate {
                  questions = "%1$s/test.jsonl"
                  answerers = [ada, eve]
                  models { eve.model = even, mia.model = mute, lou.model = long, cod.model = coder }
                  short-prompts = [eve]
                  resamples = 500
                }
                """.formatted(folder, server.url()));
    }

    static String question(int number, String label) {
        return "{\"question_id\": \"q%02d\", \"question\": \"What is %d + 1?\", \"meta\": {\"half\": \"%s\"}, %s}%n"
                .formatted(number, number, number < QUESTIONS / 2 ? "first" : "second", label);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Pipeline pipeline(String... sets) {
        return RunPipelines.of(spark, folder.resolve("run.conf"), said, sets);
    }

    Path workspace(String child) {
        return folder.resolve("workspace").resolve(child);
    }

    List<String> read(String child, String... columns) {
        return TableTexts.sorted(spark, workspace(child), columns);
    }

    JsonNode metrics() throws IOException {
        return new ObjectMapper().readTree(workspace("evaluations/metrics.json").toFile());
    }
}
