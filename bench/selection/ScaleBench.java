import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How select grows: five made answers a question with vectors of 384 dimensions. Arguments are numbers of questions, with
 * {@code :skewed} behind one for a set of which 1% of the questions hold 30% of the answers; none: 20000, 20000:skewed,
 * 100000. {@code -Dscale.dir} is where the sets are made and removed, {@code -Dscale.cores} how many tasks run at once
 * (2). The last line is one JSON object.
 */
final class ScaleBench {
    private static final int ANSWERS = 5;
    /** Answers in a partition of a shuffle. */
    private static final int A_PARTITION = 50_000;

    private static final double MOST_FOR_SKEW = 1.5;

    private ScaleBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> points = arguments.length == 0 ? List.of("20000", "20000:skewed", "100000") : List.of(arguments);
        ObjectMapper json = new ObjectMapper();
        ObjectNode result = json.createObjectNode().put("bench", "scale");
        ObjectNode ratios = result.putObject("ratio");
        ObjectNode detail = result.putObject("detail");
        Map<String, JsonNode> measured = new LinkedHashMap<>();
        for (String point : points) {
            JsonNode line = json.readTree(run(point));
            System.out.println(point + ": " + line);
            measured.put(point, line);
            detail.set(point, line);
        }
        List<JsonNode> even = measured.values().stream()
                .filter(line -> !line.get("skewed").asBoolean())
                .toList();
        if (even.size() > 1) {
            detail.put("exponent", rounded(exponent(even.get(0), even.get(even.size() - 1))));
        }
        measured.forEach((point, line) -> {
            JsonNode same = measured.get(point.replace(":skewed", ""));
            if (line.get("skewed").asBoolean() && same != null) {
                double times = line.get("seconds").asDouble() / same.get("seconds").asDouble();
                ratios.put("bar-1.5-over-skewed-to-even-" + point.replace(":skewed", ""), rounded(MOST_FOR_SKEW / times));
            }
        });
        System.out.println(result);
    }

    /** 1 where time grows as the number of candidates does. */
    private static double exponent(JsonNode small, JsonNode large) {
        return Math.log(large.get("seconds").asDouble() / small.get("seconds").asDouble())
                / Math.log(large.get("candidates").asDouble() / small.get("candidates").asDouble());
    }

    /** The last line of the point's own JVM. */
    private static String run(String point) throws IOException, InterruptedException {
        String[] parts = point.split(":");
        long questions = Long.parseLong(parts[0]);
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("scale.dir", "target/scale"))).toAbsolutePath(), "set");
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "ScalePoint", folder.toString()));
        command.addAll(List.of(parts[0], String.valueOf(ANSWERS), parts.length > 1 ? parts[1] : "even"));
        command.add(String.format(Locale.ROOT, "%d", Math.max(8, questions * ANSWERS / A_PARTITION)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String last = "";
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = line;
                }
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(point + " ended with " + process.exitValue() + ": " + last);
            }
            return last;
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
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
