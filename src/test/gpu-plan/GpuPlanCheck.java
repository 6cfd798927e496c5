import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.nvidia.spark.rapids.ExplainPlan;
import dev.twt.config.EffectiveConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.SelectionConfig;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.Split;
import dev.twt.job.Console;
import dev.twt.job.Terminal;
import dev.twt.job.TwtPipeline;
import dev.twt.selection.overlap.Exclusion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the step select on a small workspace under many rules, and asks RAPIDS of every plan that ran what of it would
 * stay on the CPU. Needs the RAPIDS jar and no GPU. Ends with 1 where anything stays that is not listed in
 * {@link StaysOnCpu}. The argument is a regular expression found in the names of rules; none: all of them.
 */
final class GpuPlanCheck {
    private static final Console QUIET = new Console(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            System.err,
            true,
            new Terminal(false, 100));

    private GpuPlanCheck() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Map<String, String>> rules = rules();
        if (arguments.length > 0) {
            rules.keySet().removeIf(name -> !Pattern.compile(arguments[0]).matcher(name).find());
        }
        if (rules.isEmpty()) {
            System.err.println("No rule's name has '" + arguments[0] + "' in it. Rules:\n  "
                    + String.join("\n  ", rules().keySet()));
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("twt-gpu-plan");
        try (SparkSession spark = session()) {
            spark.sparkContext().setLogLevel("ERROR");
            Path config = new MadeWorkspace(spark, folder, 24).write(40, 5, false);
            RanPlans plans = new RanPlans();
            spark.listenerManager().register(plans);
            boolean clean = true;
            for (Map.Entry<String, Map<String, String>> rule : rules.entrySet()) {
                clean &= check(spark, config, rule.getKey(), rule.getValue(), plans);
            }
            clean &= checkLeftOut(spark, folder.resolve("workspace").toString());
            System.out.println(clean ? "Everything goes to the GPU but what is listed." : "FAILED: see above.");
            System.exit(clean ? 0 : 1);
        } finally {
            remove(folder);
        }
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                // Plans as they are made, not as they look once their stages have run.
                .config("spark.sql.adaptive.enabled", "false")
                // RAPIDS puts the first exchange in the place of a reused one, whose columns are then not found.
                .config("spark.sql.exchange.reuse", "false")
                .config("spark.rapids.sql.mode", "explainonly")
                // A bridge that takes single expressions back to the CPU would hide them.
                .config("spark.rapids.sql.expression.cpuBridge.enabled", "false")
                .getOrCreate();
    }

    /** Every criterion that the configuration has a weight for, and every way to be different. */
    private static Map<String, Map<String, String>> rules() {
        Map<String, Map<String, String>> rules = new LinkedHashMap<>();
        List<String> weights = Arrays.stream(QualityConfig.class.getRecordComponents())
                .filter(part -> part.getType() == double.class && !part.getName().equals("threshold"))
                .map(part -> part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT))
                .toList();
        List<String> confidence = List.of("confidence");
        rules.put("least similar pair by stated confidence", rule(confidence, Map.of()));
        rules.put("all criteria", rule(weights, Map.of()));
        rules.put("all criteria, missing ones ignored", rule(weights, Map.of("quality.missing", "ignore")));
        rules.put("gold, single ones dropped", rule(confidence, Map.of("use-gold", "true", "diversity.single", "drop")));
        rules.put("the best alone", rule(confidence, Map.of("diversity.k", "1")));
        rules.put("calibrated confidence", rule(confidence, Map.of("quality.calibrate", "true")));
        rules.put("learned votes", rule(List.of("agreement"), Map.of("quality.teacher-weights", "learned")));
        for (String similarity : List.of("embedding", "words")) {
            Map<String, String> different =
                    Map.of("diversity.similarity", similarity, "diversity.teachers", "different-first");
            rules.put("pair of different teachers by " + similarity, rule(confidence, different));
            Map<String, String> three = new LinkedHashMap<>(different);
            three.put("diversity.method", "farthest-first");
            three.put("diversity.k", "3");
            rules.put("three farthest of different teachers by " + similarity, rule(confidence, three));
        }
        return rules;
    }

    private static Map<String, String> rule(List<String> weights, Map<String, String> further) {
        Map<String, String> rule = new LinkedHashMap<>();
        rule.put("selection.preset", "custom");
        rule.put("selection.quality.threshold", "0.1");
        List.of("confidence", "logprob", "agreement").forEach(of -> rule.put("selection.quality." + of, "0"));
        weights.forEach(weight -> rule.put("selection.quality." + weight, "1"));
        further.forEach((key, value) -> rule.put("selection." + key, value));
        return rule;
    }

    private static boolean check(
            SparkSession spark, Path config, String name, Map<String, String> rule, RanPlans plans)
            throws ReflectiveOperationException {
        EffectiveConfig effective = RunConfigs.effective(config, rule);
        plans.forget(spark);
        try (var pipeline = TwtPipeline.on(spark, effective, QUIET)) {
            pipeline.select();
        }
        SelectionConfig selection = effective.run().selection();
        boolean gold = selection.verifies() || selection.quality().calibrate();
        Findings findings = plans.explained(
                spark,
                new StaysOnCpu.Where(
                        spark.version(), gold, selection.quality().arithmetic() > 0));
        System.out.println(name + ": " + findings);
        return findings.clean();
    }

    /** Questions that stay out, and examples split by cluster: select makes them of tables that it has found before. */
    private static boolean checkLeftOut(SparkSession spark, String workspace) {
        Dataset<Row> scored = spark.read().parquet(workspace + "/scored");
        Dataset<Row> questions = spark.read().parquet(workspace + "/questions");
        Dataset<Row> found = questions.select(
                col("question_id"), lit(Exclusion.CONTAMINATED).as(Exclusion.REASON), col("question_id").as("cluster"));
        Dataset<Row> examples = FullStage.from(
                Exclusion.apply(scored, found.drop("cluster")),
                questions,
                Split.byCluster(0.1, 1, found.drop(Exclusion.REASON)));
        Findings findings = new Findings(new StaysOnCpu.Where(spark.version(), false, false));
        findings.add(ExplainPlan.explainPotentialGpuPlan(examples, "NOT_ON_GPU"));
        System.out.println("questions left out, split by cluster: " + findings);
        return findings.clean();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
