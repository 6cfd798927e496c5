package dev.twt.ml;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.DiversityConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.selection.Selection;
import dev.twt.selection.diversity.EmbeddingCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Dual-Criteria Rejection Sampling (TwT, section 3.2) as a stage: candidates of too little quality go, and of the rest of
 * each question the {@code k} whose rationales are least alike stay.
 *
 * <p>Reads request_id (unique), question_id, teacher, rationale and answer, stated_confidence, token_logprobs and outcome
 * where they are there (an outcome that is not said is answered), and for {@code similarity = embedding} the column
 * embedding, as {@link SentenceEmbedder} makes it. Adds confidence, logprob_quantile, agreement, quality, quality_rank, kept,
 * rejected_by and pair_similarity; docs/selection.md says what they mean. All rows stay: {@code where kept} is the choice.
 *
 * <p>The rows are read several times. With {@code persist} (unless said otherwise) they are kept in memory and on local disk
 * by {@link #transform} itself, which looks at their vectors once; {@code spark.catalog().clearCache()} lets go of them.
 */
public final class DualCriteriaSelector extends Transformer implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;
    private static final List<String> SIMILARITIES = List.of("embedding", "words");

    private final String uid;
    private final DoubleParam threshold;
    private final DoubleParam confidenceWeight;
    private final DoubleParam agreementWeight;
    private final DoubleParam logprobWeight;
    private final Param<String> similarity;
    private final Param<String> missing;
    private final Param<String> single;
    private final IntParam k;
    private final IntParam maxCandidates;
    private final BooleanParam persist;

    public DualCriteriaSelector() {
        this(Identifiable.randomUID("DualCriteriaSelector"));
    }

    /** @param uid a name of its own, which it keeps when it is saved */
    public DualCriteriaSelector(String uid) {
        this.uid = uid;
        threshold = new DoubleParam(
                this, "threshold", "quality has to be above it", ParamValidators.inRange(0, 1, true, false));
        confidenceWeight = weight("confidenceWeight", "of the stated confidence");
        agreementWeight = weight("agreementWeight", "of the share of equal answers");
        logprobWeight = weight("logprobWeight", "of the log-probability's quantile");
        similarity = choice("similarity", "how rationales are compared", SIMILARITIES);
        missing = choice("missing", "what becomes of a row without a weighted score", List.of("reject", "ignore"));
        single = choice("single", "what becomes of fewer than k good ones", List.of("keep", "drop"));
        k = new IntParam(this, "k", "rationales kept a question", ParamValidators.inRange(1, DiversityConfig.MOST));
        maxCandidates = new IntParam(this, "maxCandidates", "good ones compared a question", ParamValidators.gtEq(1));
        persist = new BooleanParam(this, "persist", "whether the rows are kept in memory meanwhile");
        setDefaults();
    }

    private DoubleParam weight(String name, String doc) {
        return new DoubleParam(this, name, "weight " + doc, ParamValidators.gtEq(0));
    }

    private Param<String> choice(String name, String doc, List<String> words) {
        return new Param<>(this, name, doc + ": " + String.join(" or ", words), ParamValidators.inArray(words));
    }

    /** The paper's rule. */
    private void setDefaults() {
        setDefault(threshold, 0.95);
        setDefault(confidenceWeight, 1.0);
        setDefault(agreementWeight, 0.0);
        setDefault(logprobWeight, 0.0);
        setDefault(similarity, "embedding");
        setDefault(missing, "reject");
        setDefault(single, "keep");
        setDefault(k, 2);
        setDefault(maxCandidates, 64);
        setDefault(persist, true);
    }

    /** Reads what {@link #save} wrote. */
    public static DualCriteriaSelector load(String path) {
        return read().load(path);
    }

    /** Reader for pipelines that hold this stage. */
    public static MLReader<DualCriteriaSelector> read() {
        return new Saved().read();
    }

    private static final class Saved implements DefaultParamsReadable<DualCriteriaSelector> {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public String uid() {
        return uid;
    }

    public DoubleParam threshold() {
        return threshold;
    }

    public DoubleParam confidenceWeight() {
        return confidenceWeight;
    }

    public DoubleParam agreementWeight() {
        return agreementWeight;
    }

    public DoubleParam logprobWeight() {
        return logprobWeight;
    }

    public Param<String> similarity() {
        return similarity;
    }

    public Param<String> missing() {
        return missing;
    }

    public Param<String> single() {
        return single;
    }

    public IntParam k() {
        return k;
    }

    public IntParam maxCandidates() {
        return maxCandidates;
    }

    public BooleanParam persist() {
        return persist;
    }

    /** Quality has to be above it, from 0 to below 1; 0.95 unless said. */
    public DualCriteriaSelector setThreshold(double value) {
        return with(threshold, value);
    }

    /** Weight of the stated confidence; 1 unless said. */
    public DualCriteriaSelector setConfidenceWeight(double value) {
        return with(confidenceWeight, value);
    }

    /** Weight of the share of the question's other answers that are equal; 0 unless said. */
    public DualCriteriaSelector setAgreementWeight(double value) {
        return with(agreementWeight, value);
    }

    /** Weight of the mean log-probability's quantile among the teacher's answers; 0 unless said. */
    public DualCriteriaSelector setLogprobWeight(double value) {
        return with(logprobWeight, value);
    }

    /** How rationales are compared: embedding (unless said) or words. */
    public DualCriteriaSelector setSimilarity(String name) {
        return with(similarity, name);
    }

    /** What becomes of a row that lacks a weighted score: reject (unless said) or ignore. */
    public DualCriteriaSelector setMissing(String name) {
        return with(missing, name);
    }

    /** What becomes of a question with fewer than k good ones: keep (unless said) or drop. */
    public DualCriteriaSelector setSingle(String name) {
        return with(single, name);
    }

    /** Rationales kept a question, 1 to 16; 2 unless said. */
    public DualCriteriaSelector setK(int value) {
        return with(k, value);
    }

    /** Good ones compared a question, the best first; 64 unless said. */
    public DualCriteriaSelector setMaxCandidates(int value) {
        return with(maxCandidates, value);
    }

    /** Whether the rows are kept in memory and on local disk while they are read several times; so unless said. */
    public DualCriteriaSelector setPersist(boolean value) {
        return with(persist, value);
    }

    private <T> DualCriteriaSelector with(Param<T> param, T value) {
        set(param, value);
        return this;
    }

    /** The rule in the words of a run's configuration. */
    SelectionConfig config() {
        int wanted = (Integer) getOrDefault(k);
        QualityConfig quality = new QualityConfig(
                (Double) getOrDefault(threshold),
                (Double) getOrDefault(confidenceWeight),
                (Double) getOrDefault(logprobWeight),
                (Double) getOrDefault(agreementWeight),
                0,
                getOrDefault(missing));
        DiversityConfig diversity = new DiversityConfig(
                wanted > 2 ? "farthest-first" : "least-similar-pair",
                getOrDefault(similarity),
                "any",
                wanted,
                getOrDefault(single));
        return new SelectionConfig("custom", quality, diversity, false, (Integer) getOrDefault(maxCandidates));
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        SelectionConfig config = config();
        if (config.quality().confidence()
                        + config.quality().agreement()
                        + config.quality().logprob()
                == 0) {
            throw new UserException(
                    "DualCriteriaSelector", "all weights are 0: nothing can be scored", "Set one of them above 0");
        }
        Dataset<Row> rows = dataset.toDF();
        boolean vectors = config.diversity().usesEmbeddings();
        if ((Boolean) getOrDefault(persist)) {
            rows = rows.persist(StorageLevel.MEMORY_AND_DISK());
            if (vectors) {
                EmbeddingCheck.of(rows).requireOneLength();
            }
        }
        Dataset<Row> scored =
                Selection.score(CandidateColumns.completed(rows, vectors), config, Map.of(), Optional.empty());
        Column[] added = Stream.concat(
                        Stream.of(ResponseColumns.REQUEST_ID), Stream.of(CandidateColumns.ADDED.fieldNames()))
                .map(name -> col(name))
                .toArray(Column[]::new);
        Dataset<Row> joined = rows.join(scored.select(added), new String[] {ResponseColumns.REQUEST_ID}, "left");
        Column[] order = Stream.of(transformSchema(dataset.schema()).fieldNames())
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
        return joined.select(order);
    }

    /** @throws UserException where a column that is read is not there, or one that is added is */
    @Override
    public StructType transformSchema(StructType schema) {
        InputColumns columns = new InputColumns("DualCriteriaSelector", schema);
        columns.requireAll(CandidateColumns.NEEDED);
        if (config().diversity().usesEmbeddings() && !columns.has(ScoredColumns.EMBEDDING)) {
            throw new UserException(
                    "DualCriteriaSelector, similarity = embedding",
                    "there is no column embedding (there are: " + String.join(", ", schema.fieldNames()) + ")",
                    "Put new SentenceEmbedder().setInputCol(\"rationale\") before it, or say setSimilarity(\"words\")");
        }
        return CandidateColumns.addedTo(columns);
    }

    @Override
    public DualCriteriaSelector copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
