import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Accuracy of what each criterion keeps, on answers made elsewhere to questions whose right answer is known. */
public final class CriteriaBench {
    private static final List<String> SETS =
            List.of("gsm8k", "svamp", "commonsenseqa-train", "commonsenseqa-dev", "openbookqa");
    private static final String LEARNED = "agreement, learned votes";
    private static final double[] KEPT = {0.25, 0.5};

    private final List<String> teachers = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> best = new ArrayList<>();
    private final List<String> sums = new ArrayList<>();
    private final List<String> diverse = new ArrayList<>();

    private CriteriaBench() {}

    public static void main(String[] args) {
        SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .appName("criteria")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "8")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        CriteriaBench bench = new CriteriaBench();
        for (String set : args.length == 0 ? SETS : List.of(args)) {
            bench.look(set, new CriteriaSet(spark, set));
        }
        bench.print();
        spark.stop();
    }

    private void look(String set, CriteriaSet answers) {
        answers.bringIn();
        String[] all = {
            "preset", "custom", "diversity.similarity", "words", "quality.threshold", "0", "quality.arithmetic", "1",
            "quality.calibrate", "true"
        };
        List<ScoredAnswer> scored = new ArrayList<>(answers.select(all));
        List<ScoredAnswer> learned = answers.select(rule("0", "any", "learned"));
        Map<String, Double> votes = learned.stream()
                .filter(a -> a.scores().containsKey("agreement"))
                .collect(Collectors.toMap(ScoredAnswer::request, a -> a.scores().get("agreement")));
        scored.forEach(a -> {
            if (votes.containsKey(a.request())) {
                a.scores().put(LEARNED, votes.get(a.request()));
            }
        });
        scored.sort(Comparator.comparing(ScoredAnswer::request));
        teachers(set, scored);
        for (String criterion : criteria()) {
            share(set, criterion, scored);
            best(set, criterion, scored);
        }
        sums(set, scored);
        diversity(set, "agreement > 0", answers.select(rule("0", "any", "given")));
        diversity(set, "agreement > 0.5", answers.select(rule("0.5", "any", "given")));
    }

    private static String[] rule(String threshold, String teachers, String votes) {
        return new String[] {
            "preset", "agreement", "diversity.similarity", "words", "diversity.teachers", teachers,
            "quality.threshold", threshold, "quality.teacher-weights", votes
        };
    }

    private static List<String> criteria() {
        List<String> criteria = new ArrayList<>(CriteriaSet.CRITERIA.keySet());
        criteria.add(criteria.indexOf("agreement") + 1, LEARNED);
        return criteria;
    }

    private void teachers(String set, List<ScoredAnswer> scored) {
        Map<String, List<ScoredAnswer>> by = scored.stream()
                .collect(Collectors.groupingBy(ScoredAnswer::teacher, TreeMap::new, Collectors.toList()));
        by.forEach((teacher, some) -> teachers.add(String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %s | %,d | %,d |",
                set,
                teacher,
                some.size(),
                Share.of(some).written(),
                some.stream().filter(a -> a.scores().containsKey("stated confidence")).count(),
                some.stream().filter(a -> a.scores().containsKey("log-probability")).count())));
    }

    private void share(String set, String criterion, List<ScoredAnswer> scored) {
        List<ScoredAnswer> known = with(criterion, scored);
        if (known.isEmpty()) {
            kept.add("| " + set + " | " + criterion + " | 0 | - | - | - | - | - | |");
            return;
        }
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "| %s | %s | %,d | %.1f", set, criterion, known.size(), 100 * Share.of(known).value()));
        for (double part : KEPT) {
            int cut = (int) Math.round(part * known.size());
            line.append(" | ").append(Share.of(known.subList(0, cut)).written());
            line.append(" | ").append(Share.of(known.subList(cut, known.size())).written());
        }
        line.append(" | ").append(criterion.equals("agreement") ? "" : against(criterion, scored)).append(" |");
        kept.add(line.toString());
    }

    /** Best half by the criterion less the best half by agreement, of the answers that have both. */
    private static String against(String criterion, List<ScoredAnswer> scored) {
        List<ScoredAnswer> ours = with(criterion, with("agreement", scored));
        List<ScoredAnswer> theirs = with("agreement", with(criterion, scored));
        int half = ours.size() / 2;
        return half == 0 ? "" : Bootstrap.difference(ours.subList(0, half), theirs.subList(0, half));
    }

    /** Those that have the score, best first; of equal ones the smaller request_id. */
    private static List<ScoredAnswer> with(String criterion, List<ScoredAnswer> scored) {
        return scored.stream()
                .filter(a -> a.scores().containsKey(criterion))
                .sorted(Comparator.comparing((ScoredAnswer a) -> -a.scores().get(criterion))
                        .thenComparing(ScoredAnswer::request))
                .toList();
    }

    private void best(String set, String criterion, List<ScoredAnswer> scored) {
        List<List<ScoredAnswer>> questions = questions(with(criterion, scored), 2);
        if (questions.isEmpty()) {
            return;
        }
        List<ScoredAnswer> first = questions.stream().map(answers -> answers.get(0)).toList();
        best.add(String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %.1f | %s |",
                set,
                criterion,
                questions.size(),
                100 * mean(questions),
                Share.of(first).written()));
    }

    private void sums(String set, List<ScoredAnswer> scored) {
        List<ScoredAnswer> checked = with("arithmetic", scored);
        Map<Boolean, List<ScoredAnswer>> holding =
                checked.stream().collect(Collectors.partitioningBy(a -> a.scores().get("arithmetic") == 1));
        if (!checked.isEmpty()) {
            sums.add(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s | %,d | %s | %,d | %s |",
                    set,
                    scored.size() - checked.size(),
                    Share.of(scored.stream()
                            .filter(a -> !a.scores().containsKey("arithmetic"))
                            .toList()).written(),
                    holding.get(true).size(),
                    Share.of(holding.get(true)).written(),
                    holding.get(false).size(),
                    Share.of(holding.get(false)).written()));
        }
    }

    private static List<List<ScoredAnswer>> questions(List<ScoredAnswer> answers, int least) {
        return answers.stream()
                .collect(Collectors.groupingBy(ScoredAnswer::question, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(some -> some.size() >= least)
                .toList();
    }

    /** Accuracy of an answer drawn from each question. */
    private static double mean(List<List<ScoredAnswer>> questions) {
        return questions.stream().mapToDouble(some -> Share.of(some).value()).average().orElse(0);
    }

    /** Of the questions with three accepted answers or more: there, two can be chosen. */
    private void diversity(String set, String rule, List<ScoredAnswer> selected) {
        List<List<ScoredAnswer>> questions =
                questions(selected.stream().filter(a -> a.rank() > 0).toList(), 3);
        if (questions.isEmpty()) {
            return;
        }
        List<ScoredAnswer> pairs = questions.stream()
                .flatMap(List::stream)
                .filter(ScoredAnswer::kept)
                .toList();
        List<ScoredAnswer> firsts = questions.stream()
                .flatMap(List::stream)
                .filter(a -> a.rank() <= 2)
                .toList();
        diverse.add(String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %s | %.1f | %s | %s |",
                set,
                rule,
                questions.size(),
                Share.of(pairs).written(),
                100 * mean(questions),
                Share.of(firsts).written(),
                Bootstrap.difference(pairs, firsts)));
    }

    private void print() {
        table("Teachers", teachers, "set", "teacher", "answers", "right, %", "state a confidence", "with log-probabilities");
        table(
                "Equal shares kept", kept, "set", "criterion", "n", "all, %", "best 25%", "the rest", "best 50%", "the rest",
                "best 50% less agreement's");
        table("The best answer of each question", best, "set", "criterion", "questions", "any answer, %", "the best");
        table(
                "Sums in the rationale", sums, "set", "without a sum", "right, %", "all sums hold", "right, %", "one does not",
                "right, %");
        table(
                "What diversity costs", diverse, "set", "rule", "questions", "least similar pair", "any two, %", "best two",
                "pair less best two");
    }

    private static void table(String title, List<String> rows, String... heads) {
        System.out.printf("%n%s%n%n| %s |%n|%s%n", title, String.join(" | ", heads), "---|".repeat(heads.length));
        rows.forEach(System.out::println);
    }
}
