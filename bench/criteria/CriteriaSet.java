import dev.twt.config.RunConfigs;
import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.Questions;
import dev.twt.dataset.Workspace;
import dev.twt.job.Console;
import dev.twt.job.Pipeline;
import dev.twt.job.Terminal;
import dev.twt.job.TwtPipeline;
import dev.twt.distillation.WithoutDcrs;
import dev.twt.selection.diversity.WordSimilarity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A set of answers in a workspace of its own, brought in and selected from as the program does it. */
final class CriteriaSet {
    /** Column of scored/ by the name of the criterion. */
    static final Map<String, String> CRITERIA = new LinkedHashMap<>();

    static {
        CRITERIA.put("stated confidence", "confidence");
        CRITERIA.put("calibrated confidence", "calibrated_confidence");
        CRITERIA.put("log-probability", "logprob_quantile");
        CRITERIA.put("answer span", "span_probability");
        CRITERIA.put("agreement", "agreement");
        CRITERIA.put("arithmetic", "arithmetic");
        CRITERIA.put("mean of all", "quality");
    }

    private final SparkSession spark;
    private final Path file;
    private final String workspace;

    CriteriaSet(SparkSession spark, String name) {
        this.spark = spark;
        Path own = Path.of("bench/criteria", name + ".conf");
        this.file = own.toFile().exists() ? own : Path.of("conf/import-" + name + ".conf");
        this.workspace = "target/criteria/" + name;
    }

    private Pipeline pipeline(String... sets) {
        Map<String, String> overrides = new HashMap<>(Map.of("workspace", workspace));
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put("selection." + sets[i], sets[i + 1]);
        }
        // The tables alone go to standard output.
        Console console = new Console(System.err, System.err, true, new Terminal(false, 80));
        return TwtPipeline.on(spark, RunConfigs.effective(file, overrides), console);
    }

    void bringIn() {
        pipeline().importResponses();
    }

    /** The answers as a rule of selection scores them. */
    List<ScoredAnswer> select(String... rule) {
        pipeline(rule).select();
        return answers(spark.read().parquet(at().scored()));
    }

    /** Of each question k answers with a rationale, drawn without regard to any score; what was selected last is what they are drawn from. */
    List<ScoredAnswer> random(int k, long seed) {
        return answers(WithoutDcrs.kept(spark.read().parquet(at().scored()), k, seed));
    }

    private Workspace at() {
        return Workspace.at(workspace, spark.sparkContext().hadoopConfiguration());
    }

    private List<ScoredAnswer> answers(Dataset<Row> scored) {
        Dataset<Row> gold = GoldAnswers.canonical(Questions.stored(spark, at())).dropDuplicates("question_id");
        Dataset<Row> known = scored.where("outcome = 'answered' and answer is not null and answer <> ''")
                .withColumn("_reasoned", functions.expr("trim(coalesce(rationale, '')) <> ''"))
                .withColumn("rationale", functions.expr("coalesce(rationale, '')"))
                .join(gold, "question_id");
        List<ScoredAnswer> answers = new ArrayList<>();
        for (Row row : WordSimilarity.words(known, "rationale").drop("embedding", "rationale").collectAsList()) {
            answers.add(answer(row));
        }
        return answers;
    }

    private static ScoredAnswer answer(Row row) {
        Map<String, Double> scores = new HashMap<>();
        CRITERIA.forEach((name, column) -> {
            Double score = row.getAs(column);
            if (score != null) {
                scores.put(name, score);
            }
        });
        Integer rank = row.getAs("quality_rank");
        return new ScoredAnswer(
                row.getAs("question_id"),
                row.getAs("request_id"),
                row.getAs("teacher"),
                row.getAs("answer").equals(row.getAs("gold")),
                scores,
                rank == null ? 0 : rank,
                row.<Boolean>getAs("kept"),
                row.<Boolean>getAs("_reasoned") ? new HashSet<>(row.<Long>getList(row.fieldIndex(WordSimilarity.WORDS))) : Set.of());
    }
}
