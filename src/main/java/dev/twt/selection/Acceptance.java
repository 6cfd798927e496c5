package dev.twt.selection;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.SelectionConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.selection.diversity.EmbeddingSimilarity;
import dev.twt.selection.diversity.Vectors;
import dev.twt.selection.quality.Quality;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Which candidates are good enough, best first, each rejected one with its reason. */
final class Acceptance {
    /** How many candidates the question has accepted, before the cut to the best. */
    static final String ACCEPTED = "_accepted";

    private static final String COPY = "_copy";

    private final SelectionConfig config;
    private final Quality quality;

    Acceptance(SelectionConfig config, Quality quality) {
        this.config = config;
        this.quality = quality;
    }

    /** Scored {@link Measures} with rejected_by, quality_rank (null where rejected before ranking) and {@link #ACCEPTED}. */
    Dataset<Row> decide(Dataset<Row> scored) {
        return capped(ranked(withoutCopies(scored.withColumn(ScoredColumns.REJECTED_BY, ownReason()))));
    }

    private Column ownReason() {
        Column outcome = col(ResponseColumns.OUTCOME);
        Column verified = col(ScoredColumns.VERIFIED);
        Column directed = Vectors.hasDirection(col(EmbeddingSimilarity.LARGEST));
        Column reason = coalesce(
                when(outcome.notEqual("answered"), outcome),
                when(coalesce(col(ResponseColumns.ANSWER), lit("")).equalTo(""), Rejection.NO_ANSWER),
                when(col(Measures.TEXT).isNull(), Rejection.NO_RATIONALE),
                quality.rejection(),
                config.useGold()
                        ? when(
                                not(verified),
                                when(col(ScoredColumns.TESTS_PASSED).isNull(), Rejection.GOLD)
                                        .otherwise(Rejection.TESTS))
                        : lit(null));
        return config.diversity().usesEmbeddings()
                ? coalesce(reason, when(not(directed), Rejection.NO_EMBEDDING))
                : reason;
    }

    private static Dataset<Row> withoutCopies(Dataset<Row> good) {
        WindowSpec sameText = Window.partitionBy(col(ResponseColumns.QUESTION_ID), good(), col(Measures.TEXT));
        return good.withColumn(COPY, row_number().over(bestFirst(sameText)))
                .withColumn(
                        ScoredColumns.REJECTED_BY,
                        coalesce(col(ScoredColumns.REJECTED_BY), when(col(COPY).gt(1), Rejection.DUPLICATE)))
                .drop(COPY);
    }

    private static Dataset<Row> ranked(Dataset<Row> unique) {
        WindowSpec alike = Window.partitionBy(col(ResponseColumns.QUESTION_ID), good());
        return unique.withColumn(
                        ScoredColumns.QUALITY_RANK, when(good(), row_number().over(bestFirst(alike))))
                .withColumn(ACCEPTED, count(when(good(), 1)).over(Window.partitionBy(ResponseColumns.QUESTION_ID)));
    }

    private Dataset<Row> capped(Dataset<Row> ranked) {
        Column reason = coalesce(
                col(ScoredColumns.REJECTED_BY),
                when(col(ScoredColumns.QUALITY_RANK).gt(config.maxCandidates()), Rejection.BEYOND_MAX_CANDIDATES));
        boolean drop = config.diversity().single().equals("drop");
        Column single = when(col(ACCEPTED).lt(config.diversity().k()), Rejection.SINGLE);
        return ranked.withColumn(ScoredColumns.REJECTED_BY, drop ? coalesce(reason, single) : reason);
    }

    static Column good() {
        return col(ScoredColumns.REJECTED_BY).isNull();
    }

    /** Quality, then request_id: the same order under any partitioning. */
    private static WindowSpec bestFirst(WindowSpec window) {
        return window.orderBy(col(ScoredColumns.QUALITY).desc(), col(ResponseColumns.REQUEST_ID));
    }
}
