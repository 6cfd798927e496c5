import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.generation.governor.Governors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Rows a second of the step generate over HTTP against the JDK's bare client: same server, same prompts, same number in
 * flight, in turn in one JVM, every point once and then again. Arguments are points, LATENCY:ROWS:IN-FLIGHT; none: those
 * of the documentation, some five minutes. The last line is one JSON object; ratios are ours over bare, of the asking
 * alone under a point's name and of the whole step under that name and "-whole".
 */
final class FanoutBench {
    private static final List<String> POINTS = List.of("0ms:20000:256", "50ms:10000:256", "50ms:1000:256", "2s:4000:1024");
    private static final int REPEATS = Integer.getInteger("fanout.repeats", 2);
    static final int SEGMENT_ROWS = Integer.getInteger("fanout.segment-rows", 64);
    private static final Point WARM_UP = new Point(0, 2000, 64);

    private FanoutBench() {}

    /**
     * One repeat of one point: rows a second, microseconds of this JVM's processors a row (ours of the whole step), and
     * the share of a core that the server took meanwhile.
     */
    private record Measured(double bare, double asking, double whole, double cpuBare, double cpuOurs, double serverBare, double serverOurs) {}

    public static void main(String[] arguments) throws Exception {
        List<Point> points = (arguments.length == 0 ? POINTS.stream() : Arrays.stream(arguments))
                .map(Point::of)
                .toList();
        int most = points.stream().mapToInt(Point::rows).max().orElseThrow();
        List<String> questions = questions(Math.max(most, WARM_UP.rows()));
        try (SparkSession spark = session();
                ServerProcess server = new ServerProcess()) {
            spark.sparkContext().setLogLevel("ERROR");
            OurSide ours = new OurSide(spark, SEGMENT_ROWS);
            BareSide.seconds(WARM_UP, server.url(0), questions);
            ours.seconds(WARM_UP, server.url(0), questions);
            ObjectNode result = new ObjectMapper().createObjectNode().put("bench", "fanout");
            ObjectNode ratios = result.putObject("ratio");
            ObjectNode detail = result.putObject("detail");
            Map<Point, List<Measured>> measured = new LinkedHashMap<>();
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                for (Point point : points) {
                    measured.computeIfAbsent(point, p -> new ArrayList<>())
                            .add(measure(point, ours, server, questions));
                }
            }
            measured.forEach((point, all) -> describe(point, all, ratios, detail));
            System.out.println(result);
        }
    }

    static SparkSession session() {
        SparkConf conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("fanout")
                .set("spark.ui.enabled", "false")
                .set("spark.sql.session.timeZone", "UTC")
                .set("spark.sql.shuffle.partitions", "8");
        Governors.addTo(conf);
        return SparkSession.builder().config(conf).getOrCreate();
    }

    static List<String> questions(int number) {
        return IntStream.range(0, number).mapToObj(FanoutBench::question).toList();
    }

    private static String question(int i) {
        return "A shop has " + (12 + i) + " boxes of apples on its shelves. On Monday 3 more crates are delivered, and each"
                + " crate holds 8 boxes. On Tuesday customers buy 9 boxes. How many boxes of apples does the shop have at"
                + " the end of the week?";
    }

    private static Measured measure(Point point, OurSide ours, ServerProcess server, List<String> questions)
            throws IOException, InterruptedException {
        String url = server.url(point.latencyMillis());
        double before = server.cpuSeconds();
        long started = cpuNanos();
        double bare = BareSide.seconds(point, url, questions);
        long bareDone = cpuNanos();
        double between = server.cpuSeconds();
        OurSide.Seconds our = ours.seconds(point, url, questions);
        long oursDone = cpuNanos();
        double after = server.cpuSeconds();
        Measured measured = new Measured(
                point.rows() / bare,
                point.rows() / our.asking(),
                point.rows() / our.whole(),
                (bareDone - started) / 1e3 / point.rows(),
                (oursDone - bareDone) / 1e3 / point.rows(),
                (between - before) / bare,
                (after - between) / our.asking());
        System.out.printf(
                Locale.ROOT,
                "%-13s bare %7.0f rows/s  asking %7.0f  whole %7.0f; processor %4.0f and %4.0f us a row%n",
                point.name(),
                measured.bare(),
                measured.asking(),
                measured.whole(),
                measured.cpuBare(),
                measured.cpuOurs());
        return measured;
    }

    /** Of this JVM; the server is another one. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void describe(Point point, List<Measured> measured, ObjectNode ratios, ObjectNode detail) {
        double bare = median(measured.stream().map(Measured::bare).toList());
        double asking = median(measured.stream().map(Measured::asking).toList());
        double whole = median(measured.stream().map(Measured::whole).toList());
        System.out.printf(
                Locale.ROOT,
                "%-13s %d rows, %d in flight: asking %.2f, whole %.2f of bare%n",
                point.name(),
                point.rows(),
                point.inFlight(),
                asking / bare,
                whole / bare);
        // A second size of the same latency tells what is fixed from what a row costs.
        String name = ratios.has(point.name()) ? point.name() + "-" + point.rows() + "-rows" : point.name();
        ratios.put(name, rounded(asking / bare, 1000));
        ratios.put(name + "-whole", rounded(whole / bare, 1000));
        detail.putObject(name)
                .put("rows", point.rows())
                .put("in_flight", point.inFlight())
                .put("segment_rows", SEGMENT_ROWS)
                .put("bare_rows_per_second", rounded(bare, 10))
                .put("asking_rows_per_second", rounded(asking, 10))
                .put("whole_rows_per_second", rounded(whole, 10))
                .put("ratio_asking", rounded(asking / bare, 1000))
                .put("ratio_whole", rounded(whole / bare, 1000))
                .put("cpu_micros_a_row_bare", median(measured, Measured::cpuBare, 10))
                .put("cpu_micros_a_row_whole", median(measured, Measured::cpuOurs, 10))
                .put("server_core_share_bare", median(measured, Measured::serverBare, 100))
                .put("server_core_share_ours", median(measured, Measured::serverOurs, 100));
    }

    private static double median(List<Measured> measured, Function<Measured, Double> figure, int parts) {
        return rounded(median(measured.stream().map(figure).toList()), parts);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
