import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.RunConfigs;
import dev.twt.job.Console;
import dev.twt.job.Terminal;
import dev.twt.job.TwtPipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * One set of made answers through the step select, in a JVM of its own. Arguments: folder, questions, answers a question,
 * even or skewed, shuffle partitions. The last line is one JSON object.
 */
final class ScalePoint {
    private static final int DIMENSIONS = 384;

    private ScalePoint() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long questions = Long.parseLong(arguments[1]);
        int answers = Integer.parseInt(arguments[2]);
        boolean skewed = arguments[3].equals("skewed");
        try (SparkSession spark = session(arguments[4], folder)) {
            spark.sparkContext().setLogLevel("ERROR");
            Path config = new MadeWorkspace(spark, folder, DIMENSIONS).write(questions, answers, skewed);
            long candidates = spark.read().parquet(folder + "/embeddings").count();
            resetPeak();
            Moved moved = new Moved();
            spark.sparkContext().addSparkListener(moved);
            Console quiet = new Console(
                    new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                    System.err,
                    true,
                    new Terminal(false, 100));
            long begin = System.nanoTime();
            try (var pipeline = TwtPipeline.on(spark, RunConfigs.effective(config, Map.of()), quiet)) {
                pipeline.select();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            spark.sparkContext().listenerBus().waitUntilEmpty();
            var line = new ObjectMapper().createObjectNode();
            line.put("candidates", candidates)
                    .put("skewed", skewed)
                    .put("seconds", Math.round(seconds * 10) / 10.0)
                    .put("processor_seconds", moved.processor / 1_000_000_000)
                    .put("peak_resident_mib", peakMib())
                    .put("heap_mib", Runtime.getRuntime().maxMemory() >> 20)
                    .put("spilled_to_disk_mib", moved.spilled >> 20)
                    .put("shuffled_bytes_a_candidate", moved.shuffled / Math.max(1, candidates))
                    .put("kept", spark.read()
                            .parquet(folder + "/workspace/scored")
                            .where("kept")
                            .count());
            System.out.println(line);
        }
    }

    private static SparkSession session(String partitions, Path folder) {
        return SparkSession.builder()
                .master("local[" + Integer.getInteger("scale.cores", 2) + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", partitions)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.local.dir", folder + "/local")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }

    /** Linux keeps the peak of a process's memory until it is told to begin anew. */
    private static void resetPeak() throws IOException {
        System.gc();
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    private static long peakMib() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** What the tasks of a step wrote for others, and what did not fit in memory. */
    private static final class Moved extends SparkListener {
        private long shuffled;
        private long spilled;
        private long processor;

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            TaskMetrics metrics = end.taskMetrics();
            if (metrics != null) {
                shuffled += metrics.shuffleWriteMetrics().bytesWritten();
                spilled += metrics.diskBytesSpilled();
                processor += metrics.executorCpuTime();
            }
        }
    }
}
