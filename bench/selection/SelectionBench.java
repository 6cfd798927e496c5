import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Selection against others: the pick of a pair against a typed flatMapGroups, and embeddings against ONNX Runtime alone.
 * Arguments are numbers of candidates for the first; none: 24000, 100000, 400000. The last line is one JSON object.
 */
final class SelectionBench {
    private static final int REPEATS = Integer.getInteger("selection.repeats", 5);
    private static final int TEXTS = Integer.getInteger("selection.texts", 600);
    /** What counts as reached is half of flatMapGroups. */
    private static final double HALF = 0.5;

    private SelectionBench() {}

    public static void main(String[] arguments) throws Exception {
        List<Integer> sizes = (arguments.length == 0 ? Stream.of("24000", "100000", "400000") : Arrays.stream(arguments))
                .map(Integer::valueOf)
                .toList();
        ObjectNode result = new ObjectMapper().createObjectNode().put("bench", "selection");
        ObjectNode ratios = result.putObject("ratio");
        ObjectNode detail = result.putObject("detail");
        Path folder = Files.createTempDirectory("twt-selection");
        try {
            try (SparkSession spark = session("local[2]")) {
                PairsBench pairs = new PairsBench(spark, folder);
                for (int size : sizes) {
                    pairs(pairs, size, ratios, detail);
                }
            }
            try (SparkSession spark = session("local[1]")) {
                embeddings(new EmbeddingBench(spark, TEXTS), ratios, detail);
            }
        } finally {
            remove(folder);
        }
        System.out.println(result);
    }

    private static SparkSession session(String master) {
        SparkSession spark = SparkSession.builder()
                .master(master)
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "8")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        return spark;
    }

    private static void pairs(PairsBench bench, int size, ObjectNode ratios, ObjectNode detail) throws IOException {
        bench.write(size);
        bench.once(size);
        List<PairsBench.Once> runs =
                IntStream.range(0, REPEATS).mapToObj(i -> bench.once(size)).toList();
        if (!runs.stream().allMatch(PairsBench.Once::same)) {
            throw new IllegalStateException("the two sides picked different pairs");
        }
        double ratio = median(runs, run -> run.loops().seconds() / run.ours().seconds());
        double processor = median(runs, run -> run.loops().processor() / run.ours().processor());
        double ours = median(runs, run -> size / run.ours().seconds());
        double loops = median(runs, run -> size / run.loops().seconds());
        System.out.printf(
                Locale.ROOT,
                "%,9d candidates: plan %,9.0f a second, flatMapGroups %,9.0f a second, ratio %.2f (processor time %.2f)%n",
                size,
                ours,
                loops,
                ratio,
                processor);
        ratios.put("pairs-" + size + "-over-half-of-flatMapGroups", rounded(ratio / HALF));
        detail.putObject("pairs-" + size)
                .put("candidates_per_second", Math.round(ours))
                .put("flat_map_groups_per_second", Math.round(loops))
                .put("ratio", rounded(ratio))
                .put("processor_ratio", rounded(processor))
                .put("repeats", REPEATS);
    }

    private static void embeddings(EmbeddingBench bench, ObjectNode ratios, ObjectNode detail) throws Exception {
        try (BareOnnx bare = new BareOnnx()) {
            bench.once(bare);
            List<EmbeddingBench.Once> runs = new java.util.ArrayList<>();
            for (int i = 0; i < REPEATS; i++) {
                runs.add(bench.once(bare));
            }
            if (!runs.stream().allMatch(EmbeddingBench.Once::same)) {
                throw new IllegalStateException("the two sides made different vectors");
            }
            double ratio = median(runs, run -> run.bare() / run.ours());
            double ours = median(runs, run -> TEXTS / run.ours());
            System.out.printf(
                    Locale.ROOT,
                    "%,9d texts: stage %,.0f a second, ONNX Runtime alone %,.0f a second, ratio %.2f%n",
                    TEXTS,
                    ours,
                    median(runs, run -> TEXTS / run.bare()),
                    ratio);
            ratios.put("embeddings-over-bare-onnx", rounded(ratio));
            detail.putObject("embeddings")
                    .put("texts", TEXTS)
                    .put("texts_per_second", rounded(ours))
                    .put("bar", 0.95);
        }
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> value) {
        double[] values = runs.stream().mapToDouble(value).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
