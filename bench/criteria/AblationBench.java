import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * What is left of DCRS without a part of it, on answers made elsewhere: for each rule the questions it has an answer for, the share
 * of right ones among the kept, and how alike the kept rationales of a question are. Arguments: names of sets.
 */
public final class AblationBench {
    private static final List<String> SETS =
            List.of("strategyqa", "svamp", "commonsenseqa-train", "gsm8k", "commonsenseqa-dev");
    private static final long SEED = 1;

    /** The one criterion of each preset. */
    private static final Map<String, String> JUDGED_BY =
            Map.of("agreement", "agreement", "verified", "verified", "paper", "confidence");

    private final List<String> lines = new ArrayList<>();

    private AblationBench() {}

    public static void main(String[] args) {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .appName("ablation")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        AblationBench bench = new AblationBench();
        System.out.printf(
                "| %s |%n|%s%n",
                String.join(" | ", "set", "rule", "k", "questions", "answers", "right, %", "of questions, %", "similarity"),
                "---|".repeat(8));
        for (String set : args.length == 0 ? SETS : List.of(args)) {
            bench.look(set, new CriteriaSet(spark, set));
            bench.lines.forEach(System.out::println);
            bench.lines.clear();
        }
        spark.stop();
    }

    private void look(String set, CriteriaSet answers) {
        answers.bringIn();
        List<ScoredAnswer> scored = answers.select(rule("agreement", 2));
        List<ScoredAnswer> reasoned =
                scored.stream().filter(answer -> !answer.words().isEmpty()).toList();
        line(set, "all candidates", "all", reasoned);
        for (int k : new int[] {1, 2}) {
            line(set, "random pick", String.valueOf(k), answers.random(k, SEED));
        }
        line(set, "agreement", "2", kept(scored));
        line(set, "agreement", "1", kept(answers.select(rule("agreement", 1))));
        line(set, "agreement, best 2", "2", scored.stream()
                .filter(answer -> answer.rank() > 0 && answer.rank() <= 2)
                .toList());
        for (int k : new int[] {1, 2}) {
            line(set, "verified", String.valueOf(k), kept(answers.select(rule("verified", k))));
        }
        line(set, "paper", "2", kept(answers.select(rule("paper", 2))));
    }

    /** A preset whole: some sets' configurations have weights of their own, which would win over those of a preset. */
    private static String[] rule(String preset, int k) {
        Stream<String> words =
                Stream.of("preset", preset, "diversity.similarity", "words", "diversity.k", String.valueOf(k));
        Stream<String> quality = JUDGED_BY.keySet().stream()
                .flatMap(other -> Stream.of("quality." + JUDGED_BY.get(other), other.equals(preset) ? "1" : "0"));
        String threshold = preset.equals("paper") ? "0.95" : "0.5";
        return Stream.of(words, quality, Stream.of("quality.missing", "reject", "quality.threshold", threshold))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }

    private static List<ScoredAnswer> kept(List<ScoredAnswer> answers) {
        return answers.stream().filter(ScoredAnswer::kept).toList();
    }

    private void line(String set, String rule, String k, List<ScoredAnswer> kept) {
        TreeMap<String, List<ScoredAnswer>> questions =
                kept.stream().collect(Collectors.groupingBy(ScoredAnswer::question, TreeMap::new, Collectors.toList()));
        double right = questions.values().stream()
                .mapToDouble(some -> Share.of(some).value())
                .average()
                .orElse(Double.NaN);
        double alike = questions.values().stream()
                .filter(some -> some.size() > 1)
                .mapToDouble(AblationBench::similarity)
                .average()
                .orElse(Double.NaN);
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,d | %,d | %s | %s | %s |",
                set,
                rule,
                k,
                questions.size(),
                kept.size(),
                Share.of(kept).written(),
                Double.isNaN(right) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * right),
                Double.isNaN(alike) ? "-" : String.format(Locale.ROOT, "%.3f", alike)));
    }

    /** Mean over the pairs of a question. */
    private static double similarity(List<ScoredAnswer> some) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < some.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += some.get(i).similarity(some.get(j));
                pairs++;
            }
        }
        return sum / pairs;
    }
}
