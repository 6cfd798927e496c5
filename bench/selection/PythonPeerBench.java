import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * The step select with embeddings, from the ledger to the distillation set, against sentence-transformers, pandas and
 * numpy over the same answers and weights. Arguments: Python, the model's folder, candidates. The last line is one JSON
 * object.
 */
final class PythonPeerBench {
    private static final int ANSWERS = 6;
    private static final int REPEATS = Integer.getInteger("selection.repeats", 3);
    /** Picks may differ where two pairs are alike to within what float rounding makes of a vector. */
    private static final double SAME = 0.99;

    private PythonPeerBench() {}

    public static void main(String[] arguments) throws Exception {
        int candidates = Integer.parseInt(arguments[2]);
        Path folder = Files.createTempDirectory("twt-selection");
        List<Double> ratios = new ArrayList<>();
        double ours = 0;
        double peer = 0;
        double shared = 1;
        try (SparkSession spark = session()) {
            spark.sparkContext().setLogLevel("ERROR");
            Path config = new MadeWorkspace(spark, folder, 8).write(candidates / ANSWERS, ANSWERS, false);
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                remove(folder.resolve("workspace/embeddings"));
                ours = select(spark, config);
                JsonNode line = python(arguments, folder);
                peer = line.get("seconds").asDouble();
                shared = Math.min(shared, shared(spark, folder));
                ratios.add(peer / ours);
                System.out.printf(
                        Locale.ROOT,
                        "%,d candidates: select %.1f s, Python %.1f s (embedding %.1f s), %.1f%% of the picks the same%n",
                        candidates,
                        ours,
                        peer,
                        line.get("embedding_seconds").asDouble(),
                        100 * shared);
            }
        } finally {
            remove(folder);
        }
        if (shared < SAME) {
            throw new IllegalStateException("the two sides picked different answers");
        }
        ratios.sort(Comparator.naturalOrder());
        var result = new ObjectMapper().createObjectNode().put("bench", "selection-peers");
        result.putObject("ratio").put("sentence-transformers-and-numpy", rounded(ratios.get(ratios.size() / 2)));
        result.putObject("detail")
                .put("candidates", candidates)
                .put("select_seconds", rounded(ours))
                .put("python_seconds", rounded(peer))
                .put("same_picks", rounded(shared))
                .put("bar", 5);
        System.out.println(result);
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "8")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }

    private static double select(SparkSession spark, Path config) {
        Console quiet = new Console(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                true,
                new Terminal(false, 100));
        var run = RunConfigs.effective(config, Map.of("embedding.source", "minilm", "embedding.path", ""));
        long begin = System.nanoTime();
        try (var pipeline = TwtPipeline.on(spark, run, quiet)) {
            pipeline.select();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static JsonNode python(String[] arguments, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        arguments[0],
                        "bench/selection_peers.py",
                        "select",
                        arguments[1],
                        folder + "/workspace/responses",
                        folder + "/picks.parquet")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Python ended with " + process.exitValue() + ": " + lines);
        }
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    /** Share of our picks that Python has too. */
    private static double shared(SparkSession spark, Path folder) {
        var ours = spark.read().parquet(folder + "/workspace/scored").where("kept").select("request_id");
        var theirs = spark.read().parquet(folder + "/picks.parquet").select("request_id");
        return ours.join(theirs, "request_id").count() / (double) Math.max(ours.count(), theirs.count());
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
