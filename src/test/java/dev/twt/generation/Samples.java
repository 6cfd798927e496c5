package dev.twt.generation;

import dev.twt.config.BatchConfig;
import dev.twt.config.EndpointConfig;
import dev.twt.config.GenerationConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.QuestionColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Configs and questions of the tests. */
final class Samples {
    static final SamplingConfig SAMPLING = new SamplingConfig(0.7, 0.95, 256, List.of("\n\nQ:"));

    private Samples() {}

    static TeacherConfig teacher(String name, String model, int samples) {
        return new TeacherConfig(
                name,
                "replay",
                model,
                "",
                "r1",
                PromptStyle.CHAT,
                1,
                samples,
                SAMPLING,
                1.0,
                4,
                "float32",
                "",
                new PriceConfig(1.0, 10.0),
                EndpointConfig.none(),
                LaunchConfig.none(),
                LimitsConfig.none(),
                RetryConfig.standard(),
                "");
    }

    /** A teacher at a server, asked for all samples of a question in one request. */
    static TeacherConfig served(String url, int samples, int inFlight) {
        return new TeacherConfig(
                "ada",
                "openai",
                "maker/one",
                "",
                "r1",
                PromptStyle.CHAT,
                1,
                samples,
                SAMPLING,
                1.0,
                4,
                "float32",
                "",
                new PriceConfig(1.0, 10.0),
                EndpointConfig.at(List.of(url)),
                LaunchConfig.none(),
                new LimitsConfig(0, 0, inFlight),
                RetryConfig.standard(),
                "",
                BatchConfig.none(),
                samples,
                "auto");
    }

    static TeacherConfig teacher(String name) {
        return teacher(name, "models/" + name + ".gguf", 1);
    }

    static GenerationConfig config(int tasks, int segmentRows) {
        return new GenerationConfig(tasks, segmentRows, Duration.ofSeconds(15), 0.5, false, false);
    }

    static Dataset<Row> questions(SparkSession spark, String... texts) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            rows.add(RowFactory.create("q" + i, texts[i], null, null, null, null, "text", null));
        }
        return spark.createDataFrame(rows, QuestionColumns.SCHEMA);
    }

    static Dataset<Row> questions(SparkSession spark, int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = "Question number " + i + "?";
        }
        return questions(spark, texts);
    }
}
