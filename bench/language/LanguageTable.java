import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.dataset.WilsonInterval;
import dev.twt.evaluation.SeedSpread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The methods beside each other: every seed, mean, output tokens, and the difference of twt and each other one with its interval.
 * Arguments: the folder evaluations/answers, and words on how the students were trained, for the last line, which is one JSON
 * object.
 */
final class LanguageTable {
    private static final int DRAWS = 10_000;
    private static final String OURS = "twt";
    private static final Pattern STUDENT = Pattern.compile("(.+)-(\\d+)");

    private LanguageTable() {}

    /** @param right question to whether it was answered rightly */
    private record Student(TreeMap<String, Boolean> right, double tokens, long unanswered) {
        double accuracy() {
            return right.values().stream().filter(one -> one).count() / (double) right.size();
        }
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, TreeMap<Integer, Student>> methods = new TreeMap<>();
        answers(arguments[0]).forEach((name, rows) -> {
            Matcher student = STUDENT.matcher(name);
            boolean trained = student.matches();
            methods.computeIfAbsent(trained ? student.group(1) : name, method -> new TreeMap<>())
                    .put(trained ? Integer.parseInt(student.group(2)) : 0, student(rows));
        });
        System.out.printf("%-16s %6s  %-16s %-20s %7s %10s%n", "", "mean", "95 %", "seeds", "tokens", "no answer");
        methods.forEach((name, seeds) -> System.out.println(line(name, seeds)));
        System.out.println("95 %: Wilson's over the questions of one student; of several bootstrapped over the questions.");
        methods.keySet().stream().filter(name -> !name.equals(OURS)).forEach(name -> difference(methods, name));
        System.out.println(json(methods, arguments[1]));
    }

    private static Map<String, List<Row>> answers(String folder) {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .appName("table")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        List<Row> rows = spark.read()
                .parquet(folder)
                .select("answerer", "question_id", "correct", "output_tokens", "answer")
                .collectAsList();
        spark.stop();
        return rows.stream().collect(Collectors.groupingBy(row -> row.getString(0), TreeMap::new, Collectors.toList()));
    }

    private static Student student(List<Row> rows) {
        TreeMap<String, Boolean> right = new TreeMap<>();
        rows.forEach(row -> right.put(row.getString(1), row.getBoolean(2)));
        double tokens = rows.stream().mapToInt(row -> row.getInt(3)).average().orElse(Double.NaN);
        return new Student(right, tokens, rows.stream().filter(row -> row.isNullAt(4)).count());
    }

    private static String line(String name, TreeMap<Integer, Student> seeds) {
        double[] interval;
        if (seeds.size() == 1) {
            Student only = seeds.firstEntry().getValue();
            long right = Math.round(only.accuracy() * only.right.size());
            WilsonInterval wilson = WilsonInterval.of(right, only.right.size());
            interval = new double[] {wilson.low(), wilson.high()};
        } else {
            interval = interval(perQuestion(List.copyOf(seeds.values()), List.of()));
        }
        return String.format(
                Locale.ROOT,
                "%-16s %6.3f  %.3f to %.3f   %-20s %7.1f %10d",
                name,
                mean(seeds),
                interval[0],
                interval[1],
                seeds.values().stream()
                        .map(student -> String.format(Locale.ROOT, "%.3f", student.accuracy()))
                        .collect(Collectors.joining(" ")),
                seeds.values().stream().mapToDouble(Student::tokens).average().orElseThrow(),
                seeds.values().stream().mapToLong(Student::unanswered).sum());
    }

    private static double mean(TreeMap<Integer, Student> seeds) {
        return seeds.values().stream().mapToDouble(Student::accuracy).average().orElseThrow();
    }

    /** Of ours and another, over the seeds that both have; who has no seeds is beside each of ours. */
    private static void difference(Map<String, TreeMap<Integer, Student>> methods, String other) {
        TreeMap<Integer, Student> ours = methods.getOrDefault(OURS, new TreeMap<>());
        TreeMap<Integer, Student> its = methods.get(other);
        List<Student> first = new ArrayList<>();
        List<Student> second = new ArrayList<>();
        Map<String, Double> differences = new LinkedHashMap<>();
        ours.forEach((seed, student) -> {
            Student beside = its.getOrDefault(seed, its.get(0));
            if (beside != null) {
                first.add(student);
                second.add(beside);
                differences.put(String.valueOf(seed), student.accuracy() - beside.accuracy());
            }
        });
        if (first.isEmpty()) {
            return;
        }
        double[] interval = interval(perQuestion(first, second));
        String seeds = differences.size() < 2 ? "" : seeds(other, differences);
        System.out.printf(
                Locale.ROOT,
                "%s less %s, seeds %s: %+.3f, 95 %% over questions %+.3f to %+.3f%s%n",
                OURS,
                other,
                differences.keySet(),
                differences.values().stream().mapToDouble(one -> one).average().orElseThrow(),
                interval[0],
                interval[1],
                seeds);
    }

    private static String seeds(String other, Map<String, Double> differences) {
        SeedSpread spread = SeedSpread.of(other, differences);
        return String.format(
                Locale.ROOT, ", over seeds (t) %+.3f to %+.3f", spread.interval().low(), spread.interval().high());
    }

    /** Share of the first that have a question right, less that of the second, a value a question. */
    private static double[] perQuestion(List<Student> first, List<Student> second) {
        return first.get(0).right.keySet().stream()
                .mapToDouble(question -> share(first, question) - share(second, question))
                .toArray();
    }

    private static double share(List<Student> students, String question) {
        return students.isEmpty()
                ? 0
                : students.stream().filter(student -> student.right.get(question)).count() / (double) students.size();
    }

    /** Percentiles 2.5 and 97.5 of the mean of questions that are drawn again. */
    private static double[] interval(double[] values) {
        Random random = new Random(1);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[draw] = sum / values.length;
        }
        Arrays.sort(means);
        return new double[] {means[DRAWS / 40], means[DRAWS - 1 - DRAWS / 40]};
    }

    private static String json(Map<String, TreeMap<Integer, Student>> methods, String trained) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode().put("bench", "language");
        ObjectNode ratios = root.putObject("ratio");
        ObjectNode detail = root.putObject("detail");
        detail.put("trained", trained);
        TreeMap<Integer, Student> ours = methods.get(OURS);
        methods.forEach((name, seeds) -> {
            if (ours != null && !name.equals(OURS)) {
                ratios.put("twt-over-" + name, Math.round(1000 * mean(ours) / mean(seeds)) / 1000.0);
            }
            ObjectNode one = detail.putObject(name);
            ObjectNode each = one.putObject("accuracy");
            seeds.forEach((seed, student) -> each.put(String.valueOf(seed), student.accuracy()));
            one.put("mean", mean(seeds))
                    .put("questions", seeds.firstEntry().getValue().right.size())
                    .put("output_tokens", seeds.values().stream().mapToDouble(Student::tokens).average().orElseThrow());
        });
        return json.writeValueAsString(root);
    }
}
