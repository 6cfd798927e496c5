package dev.twt.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Rationales made shorter by a teacher at a real server, in a real workspace. */
abstract class CompressRun {
    static final int QUESTIONS = 8;

    @TempDir
    Path folder;

    final SparkSession spark = SparkSessions.shared();
    final RewritingApi api = new RewritingApi();
    Captured said = new Captured();
    FaultyServer server;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(api);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teacher-defaults {
                  backend = openai
                  endpoint.urls = "%2$s"
                  sampling { temperature = 0, max-tokens = 200 }
                  limits.in-flight = 4
                  price { input = 1, output = 10 }
                }
                teachers.ada.model = ada
                selection.diversity.k = 1
                compress { budgets = [0.5], student = none, least-tokens = 4 }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Pipeline pipeline(String... sets) {
        return RunPipelines.of(spark, folder.resolve("run.conf"), said, sets);
    }

    void select(String... sets) {
        pipeline(sets).generate();
        pipeline(sets).select();
        api.forget();
        said = new Captured();
    }

    Path workspace(String child) {
        return folder.resolve("workspace").resolve(child);
    }

    List<String> read(String child, String... columns) {
        return TableTexts.sorted(spark, workspace(child), columns);
    }

    JsonNode figures() throws IOException {
        return new ObjectMapper().readTree(workspace("run.json").toFile()).at("/steps/compress/figures");
    }
}
