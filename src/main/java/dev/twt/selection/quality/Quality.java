package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.QualityConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.ScoredColumns;
import dev.twt.selection.calibration.Calibration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The criteria together: the weighted mean of the scores a candidate has, against a threshold. */
public final class Quality {
    /** What rounding may add to a mean: a mean of 0.95 is not above a threshold of 0.95. */
    private static final double ROUNDING = 1e-12;

    private final List<Weighted> criteria;
    private final QualityConfig config;

    private Quality(List<Weighted> criteria, QualityConfig config) {
        this.criteria = criteria;
        this.config = config;
    }

    /**
     * The criteria with their weights.
     *
     * @param teacherWeights vote of each teacher in agreement, 1 where not named
     * @param calibration what stated confidences are worth; then that is the score of confidence
     * @throws UserException where no criterion has a weight
     */
    public static Quality of(
            QualityConfig config, Map<String, Double> teacherWeights, Optional<Calibration> calibration) {
        boolean calibrated = calibration.isPresent() && config.calibrate();
        List<Weighted> criteria = List.of(
                new Weighted(new StatedConfidence(), calibrated ? 0 : config.confidence()),
                new Weighted(
                        new CalibratedConfidence(calibration.filter(learned -> calibrated)),
                        calibrated ? config.confidence() : 0),
                new Weighted(new TokenLogprob(), config.logprob()),
                new Weighted(new SpanProbability(), config.span()),
                new Weighted(new Agreement(teacherWeights), config.agreement()),
                new Weighted(new VerifiedScore(), config.verified()),
                new Weighted(new ArithmeticScore(), config.arithmetic()));
        if (criteria.stream().noneMatch(Weighted::counts)) {
            throw new UserException(
                    "selection.quality",
                    "confidence, logprob, span, agreement, verified and arithmetic all weigh 0",
                    "Give one of them a weight above 0");
        }
        return new Quality(criteria, config);
    }

    /** Every criterion's column, counting or not; no row is added or lost. */
    public Dataset<Row> scores(Dataset<Row> candidates) {
        Dataset<Row> scored = candidates;
        for (Weighted weighted : criteria) {
            scored = weighted.criterion.score(scored);
        }
        return scored;
    }

    /** Candidates with {@code quality} (null where no counting score is there) and {@code quality_from}. */
    public Dataset<Row> combine(Dataset<Row> scored) {
        Column weight = sum(w -> when(w.present(), w.weight).otherwise(0d));
        Column points = sum(w -> when(w.present(), w.score().multiply(w.weight)).otherwise(0d));
        Column[] names =
                counting().map(w -> when(w.present(), w.criterion.name())).toArray(Column[]::new);
        return scored.withColumn(ScoredColumns.QUALITY, when(weight.gt(0), points.divide(weight)))
                .withColumn(ScoredColumns.QUALITY_FROM, concat_ws(",", names));
    }

    /** Reason of rejection of a row that {@link #combine} made, or null. */
    public Column rejection() {
        Column quality = col(ScoredColumns.QUALITY);
        Column low = when(quality.leq(config.threshold() + ROUNDING), "quality");
        if (config.missing().equals("ignore")) {
            return coalesce(when(quality.isNull(), "missing-quality"), low);
        }
        Stream<Column> missing = counting().map(w -> when(w.score().isNull(), "missing-" + w.criterion.name()));
        return coalesce(Stream.concat(missing, Stream.of(low)).toArray(Column[]::new));
    }

    private Stream<Weighted> counting() {
        return criteria.stream().filter(Weighted::counts);
    }

    private Column sum(Function<Weighted, Column> term) {
        return counting().map(term).reduce(Column::plus).orElse(lit(0d));
    }

    private record Weighted(Criterion criterion, double weight) {
        boolean counts() {
            return weight > 0;
        }

        Column score() {
            return col(criterion.column());
        }

        Column present() {
            return score().isNotNull();
        }
    }
}
