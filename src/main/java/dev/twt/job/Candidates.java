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
import dev.twt.dataset.Workspace;
import dev.twt.embedding.KeptEmbeddings;
import dev.twt.generation.Ledger;
import dev.twt.selection.Selection;
import dev.twt.selection.diversity.EmbeddingCheck;
import dev.twt.selection.verification.ProgramVerdicts;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** The recorded answers with their vectors, held while they are scored by one rule or by several. */
final class Candidates implements AutoCloseable {
    private final Dataset<Row> embedded;
    private final Map<String, Double> weights;

    private Candidates(Dataset<Row> embedded, Map<String, Double> weights) {
        this.embedded = embedded;
        this.weights = weights;
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
                        ledger.rows(),
                        config.embedding(),
                        workspace.embeddings(),
                        (done, total) -> say(console, "embedded %,d of %,d rationales", done, total))
                : ledger.rows().withColumn(ScoredColumns.EMBEDDING, lit(null).cast("array<float>"));
        if (selections.stream().anyMatch(SelectionConfig::verifies)) {
            embedded = ProgramVerdicts.add(
                    embedded,
                    Questions.stored(spark, workspace),
                    config.code(),
                    workspace.verdicts(),
                    (done, total) -> say(console, "ran %,d of %,d programs", done, total));
        }
        // The whole text is as long as all the rest but the vector, and is looked at no more.
        embedded = embedded.drop(ResponseColumns.TEXT).persist(StorageLevel.MEMORY_AND_DISK());
        Candidates candidates = new Candidates(embedded, weights(config));
        try {
            EmbeddingCheck.of(embedded).requireOneLength();
            return candidates;
        } catch (RuntimeException e) {
            candidates.close();
            throw e;
        }
    }

    private static void say(Console console, String format, long done, long total) {
        if (!console.quiet()) {
            console.say(String.format(Locale.ROOT, format, done, total));
        }
    }

    private static Map<String, Double> weights(RunConfig config) {
        return config.teachers().stream().collect(Collectors.toMap(TeacherConfig::name, TeacherConfig::weight));
    }

    /** Every candidate with its scores by a rule; nothing runs yet. */
    Dataset<Row> scored(SelectionConfig selection, Dataset<Row> questions) {
        Optional<Dataset<Row>> gold =
                selection.verifies() ? Optional.of(GoldAnswers.canonical(questions)) : Optional.empty();
        return Selection.score(embedded, selection, weights, gold);
    }

    @Override
    public void close() {
        embedded.unpersist();
    }
}
