package dev.twt.job;

import dev.twt.config.EffectiveConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.UserException;
import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.Questions;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.Workspace;
import dev.twt.evaluation.Evaluation;
import dev.twt.evaluation.Measured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A workspace to look at, for notebooks and spark-shell. Nothing here asks a teacher or changes what the run made.
 *
 * <pre>{@code
 * TwtWorkspace run = TwtWorkspace.open(spark, "target/demo/run");
 * run.rejections().show();
 * run.sweep("quality.threshold=0.5..0.95").points().show();
 * run.metrics().show();
 * }</pre>
 *
 * <p>What is missing (no selection yet, nobody evaluated) is a {@link UserException} that says which step makes it.
 */
public final class TwtWorkspace {
    private final SparkSession spark;
    private final EffectiveConfig config;
    private final Workspace workspace;

    private TwtWorkspace(SparkSession spark, EffectiveConfig config, Workspace workspace) {
        this.spark = spark;
        this.config = config;
        this.workspace = workspace;
    }

    /**
     * Opens the workspace of a run, with the configuration that the run was last made with.
     *
     * @param folder on local disk, HDFS or S3, as {@code workspace} names it
     * @throws UserException where there is no workspace
     */
    public static TwtWorkspace open(SparkSession spark, String folder) {
        Workspace workspace = Workspace.at(folder, spark.sparkContext().hadoopConfiguration());
        RunRecord record = workspace
                .record()
                .orElseThrow(() -> new UserException(
                        workspace.root(),
                        workspace.has(workspace.root())
                                ? "this folder is no workspace of a run: it has no run.json"
                                : "there is no such folder",
                        "Name the workspace of a run; make demo leaves one in target/demo/run"));
        return new TwtWorkspace(spark, recorded(record, workspace), workspace);
    }

    /** Opens the workspace that a configuration names. */
    public static TwtWorkspace open(SparkSession spark, EffectiveConfig config) {
        return new TwtWorkspace(
                spark,
                config,
                Workspace.at(config.run().workspace(), spark.sparkContext().hadoopConfiguration()));
    }

    private static EffectiveConfig recorded(RunRecord record, Workspace workspace) {
        try {
            Path file = Files.createTempFile("twt-run", ".conf");
            file.toFile().deleteOnExit();
            Files.writeString(file, record.config());
            return RunConfigs.effective(file, Map.of("workspace", workspace.root()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folder of the workspace, in full. */
    public String root() {
        return workspace.root();
    }

    /** The questions; docs/data.md has the columns of this and of the following. */
    public Dataset<Row> questions() {
        return Questions.stored(spark, workspace);
    }

    /** The ledger: every answer that was ever given, as it was recorded. */
    public Dataset<Row> responses() {
        return read("recorded answers", workspace.responses(), "Run generate or import first");
    }

    /** Every candidate with its scores and, unless it is kept, the reason of its rejection. */
    public Dataset<Row> scored() {
        return read("scored answers", workspace.scored(), "Run select first");
    }

    /** The answers to labelled questions, judged. */
    public Dataset<Row> answers() {
        workspace.requireStep("evaluated answers", workspace.evaluated(), "Run evaluate first");
        return spark.read().schema(EvaluationColumns.SCHEMA).parquet(workspace.evaluated());
    }

    private Dataset<Row> read(String what, String folder, String fix) {
        workspace.requireStep(what, folder, fix);
        return spark.read().parquet(folder);
    }

    /**
     * Makes temporary views for SQL of what is there: {@code questions}, {@code responses}, {@code scored} and
     * {@code answers}.
     *
     * @return this
     */
    public TwtWorkspace createViews() {
        view("questions", workspace.questions(), this::questions);
        view("responses", workspace.responses(), this::responses);
        view("scored", workspace.scored(), this::scored);
        view("answers", workspace.evaluated(), this::answers);
        return this;
    }

    private void view(String name, String folder, Supplier<Dataset<Row>> rows) {
        if (workspace.has(folder)) {
            rows.get().createOrReplaceTempView(name);
        }
    }

    /**
     * Why candidates are not in the set, the most frequent reason first: rejected_by ("kept" for those that are), meaning,
     * answers, share.
     */
    public Dataset<Row> rejections() {
        return FigureTables.rejections(spark, scored());
    }

    /** Every answer to a question with its scores, and why it was kept or not, as a screen of text. */
    public String explain(String questionId) {
        return said(console -> new ExplainStep(config.run(), spark, workspace, console).run(questionId));
    }

    /**
     * What other values of a key of selection would keep. The set stays as it is.
     *
     * @param sweep {@code KEY=FROM..TO}, with {@code /N} behind it for N values; {@code selection.} may be left out
     */
    public Swept sweep(String sweep) {
        Sweep wanted = Sweep.of(sweep);
        Console silent = console(new ByteArrayOutputStream());
        return new Swept(spark, wanted.key(), new SweepStep(config, spark, workspace, silent).points(wanted));
    }

    /**
     * One row an answerer that was evaluated, the most accurate first: answerer, questions, accuracy, low and high (95%
     * interval), tokens (mean), tokens_median, tokens_p95, truncated, without_answer, seconds, usd_per_thousand.
     */
    public Dataset<Row> metrics() {
        return FigureTables.metrics(spark, measured());
    }

    /** Accuracy against tokens, with the line of those that no other answerer beats in both. */
    public Picture accuracyPicture() {
        return Picture.of(AccuracyChart.of(measured()));
    }

    /**
     * Who is better than whom, on the questions that both were asked: first, second, questions, first_accuracy,
     * second_accuracy, difference, low, high, only_first, only_second, p (McNemar's exact test), better (null where no
     * difference is shown).
     *
     * @param answerers two or more, as {@link #metrics} names them; none: all
     */
    public Dataset<Row> comparisons(String... answerers) {
        List<String> names = answerers.length == 0 ? answerers() : Arrays.asList(answerers);
        return FigureTables.comparisons(spark, evaluation().comparisons(names));
    }

    /**
     * Questions that one of two answerers has right and the other wrong: question_id, question, gold, right (who), first and
     * second (their answers).
     *
     * @param most rows
     */
    public Dataset<Row> flips(String first, String second, int most) {
        return FigureTables.flips(spark, first, second, evaluation().flips(first, second, most));
    }

    private Evaluation evaluation() {
        return new Evaluation(
                answers(), config.run().evaluate().resamples(), config.run().seed());
    }

    private List<Measured> measured() {
        return evaluation().measured(answerers(), List.of());
    }

    private List<String> answerers() {
        return CompareStep.there(answers());
    }

    private static String said(Consumer<Console> work) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        work.accept(console(said));
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Console console(ByteArrayOutputStream said) {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, true, Terminal.NONE);
    }
}
