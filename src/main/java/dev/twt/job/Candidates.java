package dev.twt.job;

import static org.apache.spark.sql.functions.lit;

import dev.twt.config.RunConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.Questions;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.dataset.WorkingRows;
import dev.twt.dataset.Workspace;
import dev.twt.embedding.KeptEmbeddings;
import dev.twt.generation.Ledger;
import dev.twt.selection.Selection;
import dev.twt.selection.diversity.EmbeddingCheck;
import dev.twt.selection.verification.ProgramVerdicts;
import dev.twt.selection.verification.RationaleArithmetic;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The recorded answers with their vectors, held while they are scored by one rule or by several. */
final class Candidates implements AutoCloseable {
    private final WorkingRows embedded;
    private final TeacherRecord teachers;

    private Candidates(WorkingRows embedded, Map<String, Double> weights) {
        this.embedded = embedded;
        this.teachers = new TeacherRecord(embedded.rows(), weights);
    }

    /**
     * Reads the ledger. Where vectors are to be compared, embeds what has none yet, and sees that all are of one kind.
     *
     * @param selections rules that will be asked for
     */
    static Candidates of(
            RunConfig config,
            Collection<SelectionConfig> selections,
            SparkSession spark,
            Workspace workspace,
            Console console) {
        Ledger ledger = Ledger.open(spark, workspace);
        if (ledger.segments().isEmpty()) {
            throw new UserException(
                    workspace.responses(), "no answer is recorded in this workspace", "Run generate or import first");
        }
        boolean vectors =
                selections.stream().anyMatch(selection -> selection.diversity().usesEmbeddings());
        Dataset<Row> embedded = vectors
                ? KeptEmbeddings.add(
                        ledger.rationales(),
                        config.embedding(),
                        workspace.embeddings(),
                        (done, total) -> say(console, "embedded %,d of %,d rationales", done, total))
                : ledger.rationales()
                        .withColumn(ScoredColumns.EMBEDDING, lit(null).cast("array<float>"));
        embedded = judged(embedded, config, selections, spark, workspace, console);
        // The whole text is as long as all the rest but the vector, and is looked at no more.
        WorkingRows working = WorkingRows.write(embedded.drop(ResponseColumns.TEXT), workspace);
        Candidates candidates = new Candidates(working, weights(config));
        try {
            EmbeddingCheck.of(working.rows()).requireOneLength();
            return candidates;
        } catch (RuntimeException e) {
            candidates.close();
            throw e;
        }
    }

    /**
     * The answers with what became of their programs, of which those without a verdict are run, and of their sums; each
     * only where a rule asks for it.
     */
    static Dataset<Row> judged(
            Dataset<Row> answers,
            RunConfig config,
            Collection<SelectionConfig> selections,
            SparkSession spark,
            Workspace workspace,
            Console console) {
        Dataset<Row> judged = answers;
        if (selections.stream().anyMatch(SelectionConfig::verifies)) {
            judged = ProgramVerdicts.add(
                    judged,
                    Questions.stored(spark, workspace),
                    config.code(),
                    workspace.verdicts(),
                    (done, total) -> say(console, "ran %,d of %,d programs", done, total));
        }
        return selections.stream().anyMatch(selection -> selection.quality().arithmetic() > 0)
                ? RationaleArithmetic.add(judged)
                : judged;
    }

    private static void say(Console console, String format, long done, long total) {
        if (!console.quiet()) {
            console.say(String.format(Locale.ROOT, format, done, total));
        }
    }

    /** Votes of the teachers, by name. */
    static Map<String, Double> weights(RunConfig config) {
        return config.teachers().stream().collect(Collectors.toMap(TeacherConfig::name, TeacherConfig::weight));
    }

    /** Every candidate with its scores by a rule; what the rule wants learned of the teachers is learned now. */
    Dataset<Row> scored(SelectionConfig selection, Dataset<Row> questions) {
        return Selection.score(
                embedded.rows(), selection, teachers.of(selection, questions), gold(selection, questions));
    }

    /** What is known of the teachers by now. */
    TeacherRecord teachers() {
        return teachers;
    }

    /** Gold in canonical form, where a rule looks at it. */
    static Optional<Dataset<Row>> gold(SelectionConfig selection, Dataset<Row> questions) {
        return selection.verifies() ? Optional.of(GoldAnswers.canonical(questions)) : Optional.empty();
    }

    @Override
    public void close() {
        embedded.close();
    }
}
