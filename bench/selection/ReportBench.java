import static org.apache.spark.sql.functions.expr;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.twt.config.RunConfigs;
import dev.twt.dataset.EvaluationColumns;
import dev.twt.job.Console;
import dev.twt.job.Terminal;
import dev.twt.job.TwtPipeline;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * How long the report of a large workspace takes, and how large its page is. Arguments: folder (a workspace that is there is
 * taken as it is, else it is made and selected from), number of questions with five answers each. The last line is one JSON
 * object; its ratios are 60 s over the time and 3 MB over the page.
 */
final class ReportBench {
    private static final int DIMENSIONS = 384;
    private static final int ANSWERS = 5;
    private static final int ANSWERERS = 5;
    private static final double MOST_SECONDS = 60;
    private static final double MOST_BYTES = 3_000_000;

    private ReportBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        long questions = Long.parseLong(arguments[1]);
        Console quiet = new Console(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                true,
                new Terminal(false, 100));
        try (SparkSession spark = session(folder, questions)) {
            spark.sparkContext().setLogLevel("ERROR");
            if (!Files.exists(folder.resolve("workspace/evaluations/answers/_SUCCESS"))) {
                Path config = new MadeWorkspace(spark, folder, DIMENSIONS).write(questions, ANSWERS, false);
                try (var pipeline = TwtPipeline.on(spark, RunConfigs.effective(config, Map.of()), quiet)) {
                    pipeline.select();
                }
                evaluations(spark, folder, questions / 10);
                System.out.println("made");
            }
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long processor = system.getProcessCpuTime();
            long begin = System.nanoTime();
            try (var pipeline = TwtPipeline.on(
                    spark, RunConfigs.effective(folder.resolve("run.conf"), Map.of()), quiet)) {
                pipeline.report();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            processor = system.getProcessCpuTime() - processor;
            long bytes = Files.size(folder.resolve("workspace/report/index.html"));
            var line = new ObjectMapper().createObjectNode().put("bench", "report");
            line.putObject("ratio")
                    .put("60-s-over-time", rounded(MOST_SECONDS / seconds))
                    .put("3-mb-over-page", rounded(MOST_BYTES / bytes));
            line.putObject("detail")
                    .put("candidates", questions * ANSWERS)
                    .put("seconds", rounded(seconds))
                    .put("processor_seconds", rounded(processor / 1e9))
                    .put("page_bytes", bytes);
            System.out.println(line);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static void evaluations(SparkSession spark, Path folder, long questions) {
        spark.range(questions * ANSWERERS)
                .selectExpr("id div " + ANSWERERS + " q", "id % " + ANSWERERS + " a")
                .select(Arrays.stream(EvaluationColumns.SCHEMA.fields())
                        .map(ReportBench::evaluated)
                        .toArray(Column[]::new))
                .write()
                .partitionBy(EvaluationColumns.ANSWERER)
                .parquet(folder + "/workspace/evaluations/answers");
    }

    private static Column evaluated(StructField field) {
        Column value =
                switch (field.name()) {
                    case EvaluationColumns.ANSWERER -> expr("if(a < 3, concat('teacher', a), concat('stage', a))");
                    case EvaluationColumns.QUESTION_ID, EvaluationColumns.QUESTION -> expr("concat('question ', q)");
                    case EvaluationColumns.TASK -> expr("'math'");
                    case EvaluationColumns.SAMPLE -> expr("0");
                    case EvaluationColumns.REQUEST_ID -> expr("concat(q, ' ', a)");
                    case EvaluationColumns.OUTCOME -> expr("'answered'");
                    case EvaluationColumns.CORRECT -> expr("pmod(hash(q, a), 10) < 4 + a");
                    case EvaluationColumns.OUTPUT_TOKENS -> expr("20 + 30 * a + pmod(hash(a, q), 20)");
                    default -> expr("null");
                };
        return value.cast(field.dataType()).as(field.name());
    }

    private static SparkSession session(Path folder, long questions) {
        return SparkSession.builder()
                .master("local[" + Integer.getInteger("report.cores", 2) + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", Long.toString(Math.max(8, questions * ANSWERS / 50_000)))
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.local.dir", folder + "/local")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }
}
