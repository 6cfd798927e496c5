import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.evaluation.SeedSpread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Students against each other: mean over seeds with its interval, every seed, output tokens. Arguments: metrics.json of the
 * evaluation; words on how the students were trained, for the last line, which is one JSON object; the students' name before
 * method and seed, {@code habit} for the methods, or several with | between; then pairs FIRST:SECOND whose difference is asked, seed by seed.
 */
final class HabitTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Behind what stands before it: METHOD-SEED.STAGE, with -lrRATE before the seed where rates are chosen. */
    private static final String NAME = "-(.+?(?:-lr[0-9.]+)?)-(\\d+)\\.(.+)";

    private static final String OURS = "twt";

    private HabitTable() {}

    private record Student(double accuracy, double low, double high, double tokens, double outputs) {}

    public static void main(String[] arguments) throws IOException {
        JsonNode metrics = JSON.readTree(Files.readString(Path.of(arguments[0])));
        boolean ofMethods = arguments[2].startsWith("habit");
        Pattern named = Pattern.compile("(?:" + arguments[2] + ")" + NAME);
        Map<String, Map<Integer, Student>> methods = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (JsonNode answerer : metrics.path("answerers")) {
            Matcher name = named.matcher(answerer.path("answerer").asText());
            if (name.matches()) {
                methods.computeIfAbsent(name.group(1), method -> new TreeMap<>())
                        .put(Integer.valueOf(name.group(2)), student(answerer));
            } else if (ofMethods && !answerer.path("answerer").asText().contains(".")) {
                Student teacher = student(answerer);
                others.add(String.format(
                        Locale.ROOT,
                        "%-28s %6.3f  %.3f to %.3f  %23s %7.1f",
                        answerer.path("answerer").asText(),
                        teacher.accuracy,
                        teacher.low,
                        teacher.high,
                        "",
                        teacher.tokens));
            }
        }
        System.out.printf("%-28s %6s  %-14s %-24s %7s%n", "", "mean", "95 %", "seeds", "tokens");
        methods.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -mean(entry.getValue(), Student::accuracy)))
                .forEach(entry -> System.out.println(line(entry.getKey(), entry.getValue())));
        others.forEach(System.out::println);
        for (int i = 3; i < arguments.length; i++) {
            String[] pair = arguments[i].split(":");
            difference(methods, pair[0], pair[1]);
        }
        System.out.println("95 %: of several seeds, Student's t over them; of one, Wilson's over its questions.");
        if (ofMethods) {
            System.out.println(json(methods, metrics, arguments[1]));
        }
    }

    /** Of those whose difference the protocol asks for, seed by seed. */
    private static void difference(Map<String, Map<Integer, Student>> methods, String first, String second) {
        Map<Integer, Student> ones = methods.getOrDefault(first, Map.of());
        Map<Integer, Student> others = methods.getOrDefault(second, Map.of());
        Map<String, Double> differences = new LinkedHashMap<>();
        ones.forEach((seed, student) -> {
            if (others.containsKey(seed)) {
                differences.put(String.valueOf(seed), student.accuracy - others.get(seed).accuracy);
            }
        });
        if (differences.size() > 1) {
            SeedSpread spread = SeedSpread.of(first, differences);
            System.out.printf(
                    Locale.ROOT,
                    "%s less %s, %d pairs of seeds: %+.3f, 95 %% %+.3f to %+.3f: %s%n",
                    first,
                    second,
                    differences.size(),
                    spread.mean(),
                    spread.interval().low(),
                    spread.interval().high(),
                    spread.interval().low() > 0 || spread.interval().high() < 0 ? "a difference" : "not shown");
        }
    }

    private static Student student(JsonNode answerer) {
        return new Student(
                answerer.path("accuracy").asDouble(),
                answerer.at("/interval/low").asDouble(),
                answerer.at("/interval/high").asDouble(),
                answerer.at("/outputTokens/mean").asDouble(),
                answerer.path("questions").asDouble());
    }

    private static String line(String method, Map<Integer, Student> seeds) {
        double[] interval = interval(method, seeds);
        return String.format(
                Locale.ROOT,
                "%-28s %6.3f  %.3f to %.3f  %-24s %7.1f",
                method,
                mean(seeds, Student::accuracy),
                interval[0],
                interval[1],
                seeds.values().stream()
                        .map(student -> String.format(Locale.ROOT, "%.3f", student.accuracy))
                        .collect(Collectors.joining(" ")),
                mean(seeds, Student::tokens));
    }

    /** Never below 0 or above 1. */
    private static double[] interval(String method, Map<Integer, Student> seeds) {
        if (seeds.size() == 1) {
            Student only = seeds.values().iterator().next();
            return new double[] {only.low, only.high};
        }
        Map<String, Double> accuracies = new LinkedHashMap<>();
        seeds.forEach((seed, student) -> accuracies.put(method + "-" + seed, student.accuracy));
        SeedSpread spread = SeedSpread.of(method, accuracies);
        return new double[] {
            Math.max(0, spread.interval().low()), Math.min(1, spread.interval().high())
        };
    }

    private interface Figure {
        double of(Student student);
    }

    private static double mean(Map<Integer, Student> seeds, Figure figure) {
        return seeds.values().stream().mapToDouble(figure::of).average().orElseThrow();
    }

    /** Ratios are accuracies of ours over another's, both over the seeds that both have. */
    private static String json(Map<String, Map<Integer, Student>> methods, JsonNode metrics, String trained)
            throws IOException {
        ObjectNode root = JSON.createObjectNode().put("bench", "habit");
        ObjectNode ratios = root.putObject("ratio");
        ObjectNode detail = root.putObject("detail");
        detail.put("questions", metrics.at("/questions/asked").asInt()).put("trained", trained);
        Map<Integer, Student> ours = methods.getOrDefault(OURS, Map.of());
        methods.forEach((method, seeds) -> {
            List<Integer> both =
                    seeds.keySet().stream().filter(ours::containsKey).toList();
            if (!method.equals(OURS) && !both.isEmpty()) {
                double own = both.stream()
                        .mapToDouble(seed -> ours.get(seed).accuracy)
                        .sum();
                double its = both.stream()
                        .mapToDouble(seed -> seeds.get(seed).accuracy)
                        .sum();
                ratios.put("twt-over-" + method, its == 0 ? null : Math.round(1000 * own / its) / 1000.0);
            }
            ObjectNode one = detail.putObject(method);
            ObjectNode each = one.putObject("accuracy");
            seeds.forEach((seed, student) -> each.put(String.valueOf(seed), student.accuracy));
            one.put("mean", mean(seeds, Student::accuracy)).put("output_tokens", mean(seeds, Student::tokens));
        });
        return JSON.writeValueAsString(root);
    }
}
