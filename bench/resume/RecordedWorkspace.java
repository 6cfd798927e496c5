import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.RunConfig;
import dev.twt.config.RunConfigs;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.task.Tasks;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** A workspace as an earlier run left it: answers of about 600 characters, in files as compaction makes them. */
final class RecordedWorkspace {
    private static final int SAMPLES = 4;
    private static final int ROWS_A_FILE = 250_000;
    private static final String WORDS = "'the','shop','has','boxes','apples','each','crate','holds','so','that','there',"
            + "'are','more','than','before','we','add','and','take','away','what','was','sold','on','Tuesday'";

    private RecordedWorkspace() {}

    /** Returns the config file of a run of which so many answers are recorded and so many are not. */
    static Path write(Path folder, int recorded, int open, String url) throws IOException {
        Path known = folder.resolve("known.jsonl");
        Path all = folder.resolve("questions.jsonl");
        questions(known, recorded / SAMPLES);
        questions(all, (recorded + open) / SAMPLES);
        RunConfig before = RunConfigs.read(config(folder.resolve("before.conf"), folder, known, url), Map.of());
        try (SparkSession spark = SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.sql.session.timeZone", "UTC")
                        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                        .getOrCreate();
                QuestionSet set = Questions.read(spark, before.questions(), before.task())) {
            spark.sparkContext().setLogLevel("ERROR");
            Dataset<Row> plan = RequestPlan.of(set.questions(), Round.first(before.teachers()), Tasks::named);
            plan.select(Arrays.stream(ResponseColumns.SCHEMA.fields())
                            .map(RecordedWorkspace::column)
                            .toArray(Column[]::new))
                    .coalesce(Math.max(1, recorded / ROWS_A_FILE))
                    .write()
                    .parquet(folder + "/workspace/responses");
        }
        return config(folder.resolve("run.conf"), folder, all, url);
    }

    private static void questions(Path file, int number) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int i = 0; i < number; i++) {
                lines.write("{\"question\": \"A shop has " + (12 + i) + " boxes of apples on its shelves. On Monday 3 more"
                        + " crates are delivered, and each crate holds 8 boxes. On Tuesday customers buy 9 boxes. How many"
                        + " boxes of apples does the shop have at the end of the week?\", \"task\": \"math\"}\n");
            }
        }
    }

    private static Path config(Path file, Path folder, Path questions, String url) throws IOException {
        return Files.writeString(file, """
                workspace = "%1$s/workspace"
                questions = "%2$s"
                teachers.recorded {
                  backend = openai
                  model = recorded
                  samples = %3$d
                  endpoint { urls = "%4$s", logprobs = false }
                }
                """.formatted(folder, questions, SAMPLES, url));
    }

    private static Column column(StructField field) {
        Column value =
                switch (field.name()) {
                    case ResponseColumns.REQUEST_ID,
                            ResponseColumns.QUESTION_ID,
                            ResponseColumns.TEACHER,
                            ResponseColumns.SAMPLE,
                            ResponseColumns.PURPOSE,
                            ResponseColumns.ROUND -> col(field.name());
                    case ResponseColumns.MODEL -> lit("recorded");
                    case ResponseColumns.OUTCOME -> lit("answered");
                    case ResponseColumns.TEXT -> concat(rationale(), lit("\n\nAnswer: 36\nConfidence: 0.9"));
                    case ResponseColumns.RATIONALE -> rationale();
                    case ResponseColumns.ANSWER -> lit("36");
                    case ResponseColumns.STATED_CONFIDENCE -> lit(0.9);
                    case ResponseColumns.PROMPT_TOKENS -> lit(96);
                    case ResponseColumns.COMPLETION_TOKENS -> lit(140);
                    case ResponseColumns.COST_USD -> lit(0.0);
                    case ResponseColumns.FINISH_REASON -> lit("stop");
                    case ResponseColumns.LATENCY_MS -> lit(900L);
                    case ResponseColumns.ATTEMPTS -> lit(1);
                    case ResponseColumns.CREATED_AT -> current_timestamp();
                    default -> lit(null);
                };
        return value.cast(field.dataType()).as(field.name());
    }

    /** Words that differ from row to row, or the files would be far smaller than real ones. */
    private static Column rationale() {
        return array_join(
                expr("transform(sequence(1, 120), i -> element_at(array(" + WORDS
                        + "), cast(pmod(hash(request_id, i), 25) as int) + 1))"),
                " ");
    }
}
