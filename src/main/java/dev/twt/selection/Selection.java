package dev.twt.selection;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.DiversityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.selection.diversity.EmbeddingSimilarity;
import dev.twt.selection.diversity.Picks;
import dev.twt.selection.diversity.WordSimilarity;
import dev.twt.selection.quality.Quality;
import dev.twt.selection.quality.Verified;
import dev.twt.selection.verification.ProgramVerdicts;
import dev.twt.selection.verification.RationaleArithmetic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Dual-Criteria Rejection Sampling (TwT, section 3.2): candidates of too little quality go, and of the rest the k whose
 * rationales are least alike stay. One plan of Column expressions, whose result does not depend on how rows are
 * partitioned.
 */
public final class Selection {
    /** How many good candidates a question has. */
    public static final String ACCEPTED = "accepted";

    private static final List<String> CARRIED = List.of(
            ResponseColumns.REQUEST_ID,
            ResponseColumns.QUESTION_ID,
            ResponseColumns.TEACHER,
            ResponseColumns.MODEL,
            ResponseColumns.SAMPLE,
            ResponseColumns.ROUND,
            ResponseColumns.OUTCOME,
            ResponseColumns.RATIONALE,
            ResponseColumns.ANSWER,
            ResponseColumns.STATED_CONFIDENCE,
            ResponseColumns.PROMPT_TOKENS,
            ResponseColumns.COMPLETION_TOKENS,
            ResponseColumns.COST_USD,
            ScoredColumns.VERDICT);
    private static final List<String> ADDED = List.of(
            ScoredColumns.CONFIDENCE,
            ScoredColumns.CALIBRATED_CONFIDENCE,
            ScoredColumns.MEAN_LOGPROB,
            ScoredColumns.LOGPROB_QUANTILE,
            ScoredColumns.SPAN_PROBABILITY,
            ScoredColumns.AGREEMENT,
            ScoredColumns.VERIFIED,
            ScoredColumns.ARITHMETIC,
            ScoredColumns.QUALITY,
            ScoredColumns.QUALITY_FROM,
            ScoredColumns.QUALITY_RANK,
            ScoredColumns.KEPT,
            ScoredColumns.REJECTED_BY,
            ScoredColumns.PAIR_SIMILARITY);

    private Selection() {}

    /**
     * Every candidate (response of purpose full) with its scores and, unless kept, the reason of its rejection. Nothing
     * runs yet. The plan reads the responses more than once.
     *
     * @param responses ledger columns, request_id unique, and embedding (array of floats of one length, as
     *     {@link dev.twt.selection.diversity.EmbeddingCheck} makes sure); tests_passed and verdict as
     *     {@link ProgramVerdicts#add} makes them, or neither; arithmetic as {@link RationaleArithmetic#add} makes it, or
     *     not
     * @param teachers what is known of them, with a calibration where the config asks for one
     * @param goldByQuestion question_id and gold in the task's canonical form; looked at only if the config says so
     */
    public static Dataset<Row> score(
            Dataset<Row> responses,
            SelectionConfig config,
            TeacherKnowledge teachers,
            Optional<Dataset<Row>> goldByQuestion) {
        Dataset<Row> candidates = candidates(responses);
        Dataset<Row> decided = decided(candidates, config, teachers, goldByQuestion);
        Dataset<Row> kept =
                config.diversity().k() == 1 ? best(decided) : picked(decided, candidates, config.diversity());
        return candidates
                .select(columns(CARRIED, ScoredColumns.EMBEDDING))
                .join(
                        kept.select(columns(ADDED, ResponseColumns.REQUEST_ID)),
                        new String[] {ResponseColumns.REQUEST_ID},
                        "left");
    }

    /** The same where nothing but their votes is known of the teachers. */
    public static Dataset<Row> score(
            Dataset<Row> responses,
            SelectionConfig config,
            Map<String, Double> teacherWeights,
            Optional<Dataset<Row>> goldByQuestion) {
        return score(responses, config, TeacherKnowledge.votes(teacherWeights), goldByQuestion);
    }

    /**
     * question_id and {@link #ACCEPTED} of every question that has a candidate: how many are good enough, each rationale
     * counted once, before the cut to the best. Vectors are not looked at, so a rationale whose vector has no direction
     * counts here. Nothing runs yet.
     *
     * @param responses as for {@link #score}, without embedding
     */
    public static Dataset<Row> accepted(
            Dataset<Row> responses,
            SelectionConfig config,
            TeacherKnowledge teachers,
            Optional<Dataset<Row>> goldByQuestion) {
        Dataset<Row> candidates = candidates(
                responses.withColumn(ScoredColumns.EMBEDDING, lit(null).cast("array<float>")));
        return decided(candidates, config.withoutVectors(), teachers, goldByQuestion)
                .groupBy(ResponseColumns.QUESTION_ID)
                .agg(max(Acceptance.ACCEPTED).as(ACCEPTED));
    }

    private static Dataset<Row> candidates(Dataset<Row> responses) {
        return judged(responses).where(col(ResponseColumns.PURPOSE).equalTo("full"));
    }

    private static Dataset<Row> decided(
            Dataset<Row> candidates,
            SelectionConfig config,
            TeacherKnowledge teachers,
            Optional<Dataset<Row>> goldByQuestion) {
        check(config, goldByQuestion);
        if (config.quality().calibrate() && teachers.calibration().isEmpty()) {
            throw new IllegalArgumentException("a calibration is asked for and none is given");
        }
        Quality quality = Quality.of(config.quality(), teachers.weights(), teachers.calibration());
        Dataset<Row> verified = Verified.add(Measures.of(candidates), goldByQuestion.filter(gold -> config.verifies()));
        return new Acceptance(config, quality).decide(quality.combine(quality.scores(verified)));
    }

    /** Rows that nobody ran programs of have no verdict, and rows whose sums nobody worked out none of these. */
    private static Dataset<Row> judged(Dataset<Row> responses) {
        List<String> columns = List.of(responses.columns());
        Dataset<Row> judged = columns.contains(ScoredColumns.VERDICT) ? responses : ProgramVerdicts.none(responses);
        return columns.contains(ScoredColumns.ARITHMETIC) ? judged : RationaleArithmetic.none(judged);
    }

    private static Column[] columns(List<String> names, String further) {
        return Stream.concat(names.stream(), Stream.of(further))
                .map(name -> col(name))
                .toArray(Column[]::new);
    }

    private static void check(SelectionConfig config, Optional<Dataset<Row>> gold) {
        int k = config.diversity().k();
        if (k < 1 || k > DiversityConfig.MOST) {
            throw new UserException("selection.diversity.k", "it is " + k, "Take 1 to " + DiversityConfig.MOST);
        }
        if (config.maxCandidates() < k) {
            throw new UserException(
                    "selection.max-candidates", "it is " + config.maxCandidates(), "Take at least k = " + k);
        }
        if (config.useGold() && gold.isEmpty()) {
            throw new UserException(
                    "selection.use-gold", "the questions bring no gold answers", "Map their field gold, or say false");
        }
    }

    private static Dataset<Row> best(Dataset<Row> decided) {
        Column kept = Acceptance.good().and(col(ScoredColumns.QUALITY_RANK).equalTo(1));
        return marked(decided, kept, lit(null).cast("double"));
    }

    private static Dataset<Row> picked(Dataset<Row> decided, Dataset<Row> candidates, DiversityConfig config) {
        Dataset<Row> pool = pool(decided.where(Acceptance.good()), candidates, config);
        Column member = Picks.isMember(config.k());
        Column kept = Acceptance.good().and(member.or(col(Acceptance.ACCEPTED).equalTo(1)));
        return marked(
                decided.join(Picks.of(pool, config), new String[] {ResponseColumns.QUESTION_ID}, "left"),
                kept,
                when(Acceptance.good().and(member), col(Picks.SIMILARITY)));
    }

    /** The accepted ones with what their likeness is told by. */
    private static Dataset<Row> pool(Dataset<Row> accepted, Dataset<Row> candidates, DiversityConfig config) {
        Dataset<Row> values = config.usesEmbeddings()
                ? candidates.select(ResponseColumns.REQUEST_ID, ScoredColumns.EMBEDDING)
                : WordSimilarity.words(
                        candidates.select(ResponseColumns.REQUEST_ID, ResponseColumns.RATIONALE),
                        ResponseColumns.RATIONALE);
        return accepted.select(
                        ResponseColumns.QUESTION_ID,
                        ResponseColumns.REQUEST_ID,
                        ResponseColumns.TEACHER,
                        ScoredColumns.QUALITY_RANK,
                        EmbeddingSimilarity.LARGEST)
                .join(values, new String[] {ResponseColumns.REQUEST_ID});
    }

    private static Dataset<Row> marked(Dataset<Row> decided, Column kept, Column similarity) {
        Column reason = coalesce(
                col(ScoredColumns.REJECTED_BY),
                when(col(ScoredColumns.KEPT), lit(null)).otherwise(Rejection.DIVERSITY));
        return decided.withColumn(ScoredColumns.KEPT, kept)
                .withColumn(ScoredColumns.PAIR_SIMILARITY, similarity)
                .withColumn(ScoredColumns.REJECTED_BY, reason);
    }
}
