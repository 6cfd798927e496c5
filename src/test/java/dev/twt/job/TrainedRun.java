package dev.twt.job;

import dev.twt.config.RunConfigs;
import dev.twt.distillation.DistillationSets;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.ScoredTable;
import dev.twt.distillation.Split;
import dev.twt.model.TinyStudent;
import dev.twt.testing.SelectionSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A workspace with the scored answers to three questions, and a tiny model that learns them by heart in this JVM. */
@ExtendWith(SelectionSpark.class)
abstract class TrainedRun {
    static final List<String> ANSWERS = List.of("12", "7", "30");

    static SparkSession spark;

    @TempDir
    Path folder;

    Captured out = new Captured();
    Captured err = new Captured();
    Path base;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @BeforeEach
    void writeWorkspace() throws IOException {
        base = TinyStudent.write(folder.resolve("base"), 8);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/ws"
                questions = q.jsonl
                split.held-out = 0
                train {
                  backend = jvm, base-model = "%2$s", name = small
                  epochs = 60, learning-rate = 0.01, batch-size = 8
                  jvm { weights = full, schedule = constant, warm-up = 0.1 }
                }
                teacher-defaults { backend = in-jvm, sampling { temperature = 0, max-tokens = 60 } }
                evaluate { questions = "%1$s/test.jsonl", max-tokens = 60, resamples = 100 }
                """.formatted(folder, base));
        StringBuilder test = new StringBuilder();
        ScoredTable table = new ScoredTable();
        for (int i = 1; i <= ANSWERS.size(); i++) {
            String gold = ANSWERS.get(i - 1);
            test.append(
                    "{\"question_id\": \"q%1$d\", \"question\": \"Number %1$d?\", \"task\": \"math\", \"gold\": \"%2$s\"}%n"
                            .formatted(i, gold));
            table.kept("a" + i, "q" + i, "ada", "I think of " + gold + ".", gold);
        }
        Files.writeString(folder.resolve("test.jsonl"), test);
        Dataset<Row> questions = ScoredTable.questions(spark);
        questions.write().parquet(folder.resolve("ws/questions").toString());
        Dataset<Row> scored = table.through(spark, folder.resolve("ws/scored"));
        Split split = Split.byQuestion(0, 42);
        String sets = folder.resolve("ws/distill").toString();
        DistillationSets.write(FullStage.from(scored, questions, split), "full", sets);
        DistillationSets.write(FreeStage.from(scored, questions, split), "free", sets);
    }

    /** @param sets KEY=VALUE */
    Pipeline pipeline(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (String set : sets) {
            overrides.put(set.split("=", 2)[0], set.split("=", 2)[1]);
        }
        Console console = new Console(out.stream(), err.stream(), true, new Terminal(false, 100));
        return TwtPipeline.on(spark, RunConfigs.effective(folder.resolve("run.conf"), overrides), console);
    }

    Path model(String stage) {
        return folder.resolve("ws/students/small").resolve(stage).resolve("model");
    }

    /** The answers that were judged, by question, and how many tokens their prompts had. */
    List<String> judged(String answerer, String... columns) {
        return spark
                .read()
                .parquet(folder.resolve("ws/evaluations/answers").toString())
                .where("answerer = '" + answerer + "'")
                .orderBy("question_id")
                .selectExpr("concat_ws(' ', " + String.join(", ", columns) + ")")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
