import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.twt.config.RunConfig;
import dev.twt.config.RunConfigs;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.dataset.ResponseColumns;
import dev.twt.evaluation.Answerer;
import dev.twt.evaluation.AskedQuestions;
import dev.twt.evaluation.LabelledQuestions;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.job.Console;
import dev.twt.job.Terminal;
import dev.twt.job.TwtPipeline;
import dev.twt.task.Tasks;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * How long evaluate takes where every answer is recorded, and how that grows. Arguments: a folder that is not there yet, then
 * numbers of answers, or QUESTIONSxANSWERERS. Four questions in five are answered rightly, half of these in other words than gold. The last line is one
 * JSON object; its ratio is 120 s over the time of the largest.
 */
final class EvaluateBench {
    private static final double MOST_SECONDS = 120;

    private EvaluateBench() {}

    private record Size(long questions, int answerers) {
        static Size of(String word) {
            String[] parts = word.split("x");
            return new Size(Long.parseLong(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 1);
        }

        long answers() {
            return questions * answerers;
        }

        List<String> names() {
            return IntStream.range(0, answerers).mapToObj(i -> "recorded-" + i).toList();
        }

        @Override
        public String toString() {
            return answerers == 1 ? String.valueOf(questions) : questions + "x" + answerers;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        List<Size> sizes = Arrays.stream(arguments).skip(1).map(Size::of).toList();
        ObjectMapper mapper = new ObjectMapper();
        var line = mapper.createObjectNode().put("bench", "evaluate");
        var ratio = line.putObject("ratio");
        var detail = line.putObject("detail");
        List<Double> times = new ArrayList<>();
        try (SparkSession spark = session(folder)) {
            spark.sparkContext().setLogLevel("ERROR");
            for (Size size : sizes) {
                Path config = made(spark, folder.resolve(size.toString()), size);
                OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
                long processor = system.getProcessCpuTime();
                long begin = System.nanoTime();
                evaluate(spark, config);
                double seconds = (System.nanoTime() - begin) / 1e9;
                times.add(seconds);
                double accuracy = mapper.readTree(config.resolveSibling("workspace/evaluations/metrics.json")
                                .toFile())
                        .at("/answerers/0/accuracy")
                        .asDouble();
                detail.putObject(size.toString())
                        .put("seconds", rounded(seconds))
                        .put("processor_seconds", rounded((system.getProcessCpuTime() - processor) / 1e9))
                        .put("accuracy", accuracy);
                System.out.println(size + ": " + detail.get(size.toString()));
            }
        }
        int last = sizes.size() - 1;
        ratio.put("120-s-over-" + sizes.get(last), rounded(MOST_SECONDS / times.get(last)));
        if (last > 0) {
            detail.put(
                    "exponent",
                    rounded(Math.log(times.get(last) / times.get(0))
                            / Math.log((double) sizes.get(last).answers() / sizes.get(0).answers())));
        }
        System.out.println(line);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static SparkSession session(Path folder) {
        return SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "16")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", folder.resolve("spark").toString())
                .getOrCreate();
    }

    private static void evaluate(SparkSession spark, Path config) throws Exception {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Console console = new Console(nobody, System.err, true, new Terminal(false, 100));
        try (var pipeline = TwtPipeline.on(spark, RunConfigs.effective(config, Map.of()), console)) {
            pipeline.evaluate();
        }
    }

    /** Labelled questions, and the ledger of an answerer that has answered them all. */
    private static Path made(SparkSession spark, Path folder, Size size) throws Exception {
        Files.createDirectories(folder);
        spark.range(size.questions())
                .selectExpr(
                        "concat('q', id) question_id",
                        "concat('A shop has ', id, ' apples and sells one. How many are left?') question",
                        "cast(id - 1 as string) gold")
                .repartition(8)
                .write()
                .parquet(folder + "/questions.parquet");
        Path config = Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                task.default-type = math
                teacher-defaults { backend = openai, model = recorded, endpoint { urls = "http://127.0.0.1:9/v1" } }
                teachers { %2$s }
                evaluate { questions.paths = "%1$s/questions.parquet", answerers = [%3$s] }
                """.formatted(folder, String.join(" {}, ", size.names()) + " {}", String.join(", ", size.names())));
        RunConfig run = RunConfigs.read(config, Map.of());
        List<Answerer> answerers = run.teachers().stream()
                .map(teacher -> Answerer.of(teacher, false))
                .toList();
        try (QuestionSet set = Questions.read(spark, run.evaluate().questions(), run.task(), "evaluate.questions")) {
            Dataset<Row> labelled = LabelledQuestions.of(set.questions());
            Dataset<Row> asked = AskedQuestions.of(labelled, answerers, Tasks::named);
            RequestPlan.of(asked, new Round(0, run.teachers(), RequestPlan.EVALUATE), Tasks::named)
                    .select(col("request_id"), col("question_id"), col("teacher"), expr("cast(substring(question_id, 2) as long) q"))
                    .select(Arrays.stream(ResponseColumns.SCHEMA.fields())
                            .map(EvaluateBench::response)
                            .toArray(Column[]::new))
                    .repartition(8)
                    .write()
                    .parquet(folder + "/workspace/responses");
        }
        return config;
    }

    private static Column response(StructField field) {
        Column value =
                switch (field.name()) {
                    case ResponseColumns.REQUEST_ID, ResponseColumns.QUESTION_ID, ResponseColumns.TEACHER ->
                        col(field.name());
                    case ResponseColumns.MODEL -> lit("recorded");
                    case ResponseColumns.SAMPLE, ResponseColumns.ROUND -> lit(0);
                    case ResponseColumns.PURPOSE -> lit(RequestPlan.EVALUATE);
                    case ResponseColumns.OUTCOME -> lit("answered");
                    case ResponseColumns.TEXT -> expr("concat('One less than ', q, '. Answer: ', q - 1)");
                    case ResponseColumns.RATIONALE -> expr("concat('One less than ', q, '.')");
                    case ResponseColumns.ANSWER ->
                        expr("case when (q + pmod(hash(teacher), 5)) % 5 = 0 then cast(q as string) when q % 2 = 0 then concat(q - 1, '.0')"
                                + " else cast(q - 1 as string) end");
                    case ResponseColumns.PROMPT_TOKENS -> lit(60);
                    case ResponseColumns.COMPLETION_TOKENS -> expr("20 + pmod(hash(q), 40)");
                    case ResponseColumns.COST_USD -> lit(0.0001);
                    case ResponseColumns.FINISH_REASON -> lit("stop");
                    case ResponseColumns.LATENCY_MS -> expr("300 + pmod(hash(q), 700)");
                    case ResponseColumns.ATTEMPTS -> lit(1);
                    case ResponseColumns.CREATED_AT -> lit("2026-01-01 00:00:00");
                    default -> lit(null);
                };
        return value.cast(field.dataType()).as(field.name());
    }
}
