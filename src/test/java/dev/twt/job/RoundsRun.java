package dev.twt.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run with rounds over HTTP: a cheap teacher that is right about even numbers, and a dear one. */
abstract class RoundsRun {
    static final int QUESTIONS = 12;
    static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    final SparkSession spark = SparkSessions.shared();
    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final EvenNumbersApi api = new EvenNumbersApi();
    final Collection<String> asked = api.asked();
    FaultyServer server;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(api);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation.tasks = 1
                teacher-defaults {
                  backend = openai
                  endpoint.urls = "%2$s"
                  retry { first-wait = 5ms, longest-wait = 50ms }
                  sampling { temperature = 0.2, max-tokens = 50 }
                  limits.in-flight = 1
                }
                teachers {
                  cheap { model = cheap, price { input = 1, output = 2 } }
                  dear { model = dear, price { input = 100, output = 200 } }
                }
                selection.diversity.k = 1
                rounds { most = 4, temperatures = [0.7], escalation = [cheap, cheap, dear] }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Pipeline pipeline(String... sets) {
        return RunPipelines.of(spark, folder.resolve("run.conf"), said, sets);
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    static List<String> all(String model, double temperature, IntStream numbers) {
        return numbers.mapToObj(n -> model + " " + n + " " + temperature).toList();
    }

    static List<String> everything() {
        return java.util.stream.Stream.of(
                        all("cheap", 0.2, IntStream.range(0, QUESTIONS)),
                        all("cheap", 0.7, IntStream.of(1, 3, 5, 7, 9, 11)),
                        all("dear", 0.7, IntStream.of(3, 7, 11)))
                .flatMap(List::stream)
                .toList();
    }

    List<String> rows(String workspace) {
        return TableTexts.sorted(
                spark,
                folder.resolve(workspace + "/responses"),
                "request_id, question_id, teacher, round, outcome, answer");
    }
}
