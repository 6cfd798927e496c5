import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Rows a second of the whole step generate over HTTP against other libraries that ask teachers for people: same server,
 * same prompts, same number in flight, in turn. First argument: a Python that has bench/fanout_peers.txt installed; the
 * others are points, LATENCY:ROWS:IN-FLIGHT. The last line is one JSON object; ratios are ours over theirs.
 */
final class PeersBench {
    private static final List<String> POINTS = List.of("50ms:4000:256", "2s:4000:512");
    private static final List<String> PEERS = List.of("distilabel", "curator");
    private static final int REPEATS = Integer.getInteger("fanout.repeats", 3);
    private static final Point WARM_UP = new Point(0, 2000, 64);

    private PeersBench() {}

    public static void main(String[] arguments) throws Exception {
        Path python = Path.of(arguments[0]);
        List<Point> points = (arguments.length == 1 ? POINTS.stream() : Arrays.stream(arguments).skip(1))
                .map(Point::of)
                .toList();
        ObjectNode result = new ObjectMapper().createObjectNode().put("bench", "fanout-peers");
        ObjectNode ratios = result.putObject("ratio");
        ObjectNode detail = result.putObject("detail");
        try (SparkSession spark = FanoutBench.session();
                ServerProcess server = new ServerProcess()) {
            spark.sparkContext().setLogLevel("ERROR");
            OurSide ours = new OurSide(spark, FanoutBench.SEGMENT_ROWS);
            ours.seconds(WARM_UP, server.url(0), FanoutBench.questions(WARM_UP.rows()));
            for (Point point : points) {
                describe(point, measured(point, ours, python, server), ratios, detail);
            }
        }
        System.out.println(result);
    }

    /** Rows a second, a list of repeats for each who asked. */
    private static Map<String, List<Double>> measured(Point point, OurSide ours, Path python, ServerProcess server)
            throws IOException, InterruptedException {
        List<String> questions = FanoutBench.questions(point.rows());
        String url = server.url(point.latencyMillis());
        Map<String, List<Double>> rates = new HashMap<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            note(rates, "ours", point, ours.seconds(point, url, questions).whole());
            for (String peer : PEERS) {
                note(rates, peer, point, PythonPeer.seconds(python, peer, point, url, questions));
            }
        }
        return rates;
    }

    private static void note(Map<String, List<Double>> rates, String who, Point point, double seconds) {
        System.out.printf("%-13s %-11s %7.0f rows/s%n", point.name(), who, point.rows() / seconds);
        rates.computeIfAbsent(who, name -> new ArrayList<>()).add(point.rows() / seconds);
    }

    private static void describe(
            Point point, Map<String, List<Double>> rates, ObjectNode ratios, ObjectNode detail) {
        ObjectNode here = detail.putObject(point.name()).put("rows", point.rows()).put("in_flight", point.inFlight());
        double ours = FanoutBench.median(rates.get("ours"));
        here.put("ours_rows_per_second", FanoutBench.rounded(ours, 10));
        for (String peer : PEERS) {
            double theirs = FanoutBench.median(rates.get(peer));
            here.put(peer + "_rows_per_second", FanoutBench.rounded(theirs, 10));
            ratios.put(point.name() + "-over-" + peer, FanoutBench.rounded(ours / theirs, 100));
        }
    }
}
