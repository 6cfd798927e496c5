package dev.twt.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.ScoredColumns;
import dev.twt.evaluation.Comparison;
import dev.twt.evaluation.Flip;
import dev.twt.evaluation.Measured;
import dev.twt.selection.Rejection;
import dev.twt.selection.SweepPoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Figures of a run as tables. What is not known is null. */
final class FigureTables {
    private static final String KEPT = "kept";

    private FigureTables() {}

    static Dataset<Row> rejections(SparkSession spark, Dataset<Row> scored) {
        List<Row> counts = scored.groupBy(coalesce(col(ScoredColumns.REJECTED_BY), lit(KEPT)))
                .agg(count(lit(1)))
                .collectAsList();
        double all = counts.stream().mapToLong(row -> row.getLong(1)).sum();
        return spark.createDataFrame(
                counts.stream()
                        .sorted(Comparator.<Row>comparingLong(row -> -row.getLong(1))
                                .thenComparing(row -> row.getString(0)))
                        .map(row -> RowFactory.create(
                                row.getString(0), meaning(row.getString(0)), row.getLong(1), row.getLong(1) / all))
                        .toList(),
                new StructType()
                        .add("rejected_by", "string")
                        .add("meaning", "string")
                        .add("answers", "long")
                        .add("share", "double"));
    }

    private static String meaning(String reason) {
        return reason.equals(KEPT) ? "in the distillation set" : Rejection.words(reason);
    }

    static Dataset<Row> points(SparkSession spark, Map<String, SweepPoint> points) {
        return spark.createDataFrame(
                points.entrySet().stream()
                        .map(point -> point(Double.parseDouble(point.getKey()), point.getValue()))
                        .toList(),
                new StructType()
                        .add("value", "double")
                        .add("candidates", "long")
                        .add("accepted", "long")
                        .add("accepted_share", "double")
                        .add("kept", "long")
                        .add("kept_share", "double")
                        .add("questions", "long")
                        .add("covered", "long")
                        .add("covered_share", "double")
                        .add("pair_similarity", "double")
                        .add("accepted_right", "double")
                        .add("kept_right", "double"));
    }

    private static Row point(double value, SweepPoint p) {
        return RowFactory.create(
                value,
                p.candidates(),
                p.accepted(),
                known(SweepScreen.share(p.accepted(), p.candidates())),
                p.kept(),
                known(SweepScreen.share(p.kept(), p.candidates())),
                p.questions(),
                p.covered(),
                known(SweepScreen.share(p.covered(), p.questions())),
                known(p.pairSimilarity()),
                known(p.acceptedRight()),
                known(p.keptRight()));
    }

    static Dataset<Row> metrics(SparkSession spark, List<Measured> measured) {
        return spark.createDataFrame(
                measured.stream()
                        .sorted(Comparator.comparingDouble(
                                one -> -one.accuracy().value()))
                        .map(FigureTables::measured)
                        .toList(),
                new StructType()
                        .add("answerer", "string")
                        .add("questions", "long")
                        .add("accuracy", "double")
                        .add("low", "double")
                        .add("high", "double")
                        .add("tokens", "double")
                        .add("tokens_median", "double")
                        .add("tokens_p95", "double")
                        .add("truncated", "long")
                        .add("without_answer", "long")
                        .add("seconds", "double")
                        .add("usd_per_thousand", "double"));
    }

    private static Row measured(Measured one) {
        return RowFactory.create(
                one.subset().answerer(),
                one.accuracy().questions(),
                known(one.accuracy().value()),
                known(one.accuracy().interval().low()),
                known(one.accuracy().interval().high()),
                known(one.tokens().mean()),
                known(one.tokens().median()),
                known(one.tokens().p95()),
                one.truncated(),
                one.withoutAnswer(),
                known(one.meanSeconds()),
                known(one.usdPerThousand()));
    }

    static Dataset<Row> comparisons(SparkSession spark, List<Comparison> pairs) {
        return spark.createDataFrame(
                pairs.stream().map(FigureTables::pair).toList(),
                new StructType()
                        .add("first", "string")
                        .add("second", "string")
                        .add("questions", "long")
                        .add("first_accuracy", "double")
                        .add("second_accuracy", "double")
                        .add("difference", "double")
                        .add("low", "double")
                        .add("high", "double")
                        .add("only_first", "long")
                        .add("only_second", "long")
                        .add("p", "double")
                        .add("better", "string"));
    }

    private static Row pair(Comparison pair) {
        return RowFactory.create(
                pair.first(),
                pair.second(),
                pair.questions(),
                known(pair.firstAccuracy()),
                known(pair.secondAccuracy()),
                known(pair.difference()),
                known(pair.interval().low()),
                known(pair.interval().high()),
                pair.mcNemar().onlyFirst(),
                pair.mcNemar().onlySecond(),
                pair.mcNemar().pValue(),
                pair.better().isEmpty() ? null : pair.better());
    }

    static Dataset<Row> flips(SparkSession spark, String first, String second, List<Flip> flips) {
        return spark.createDataFrame(
                flips.stream()
                        .map(flip -> RowFactory.create(
                                flip.questionId(),
                                flip.question(),
                                flip.gold(),
                                flip.firstIsRight() ? first : second,
                                flip.first(),
                                flip.second()))
                        .toList(),
                new StructType()
                        .add("question_id", "string")
                        .add("question", "string")
                        .add("gold", "string")
                        .add("right", "string")
                        .add("first", "string")
                        .add("second", "string"));
    }

    private static Double known(OptionalDouble value) {
        return value.isPresent() ? known(value.getAsDouble()) : null;
    }

    private static Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
