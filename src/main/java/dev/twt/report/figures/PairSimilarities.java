package dev.twt.report.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How alike the rationales of a question are: before diversity has chosen, and among those that were kept.
 *
 * @param questionsLookedAt questions that {@code before} rests on: all, or a choice of them by a hash of their ids
 * @param before any two good enough answers to a question; null where there are no vectors to compare
 * @param kept the pair that was kept; with more than two kept the most alike of them; null where no pair was kept
 */
public record PairSimilarities(long questionsLookedAt, Histogram before, Histogram kept) {
    /** Questions whose answers are compared with each other; more would tell nothing more. */
    static final int QUESTIONS = 1000;
    /** Answers of one question that are compared, the best ones. */
    static final int ANSWERS = 12;

    private static final String SIMILARITY = QuestionCounts.SIMILARITY;
    private static final String BIN = "bin";
    private static final String PAIRS = "pairs";
    private static final String SUM = "total";
    private static final String HASH = "hash";

    static PairSimilarities of(Dataset<Row> scored, QuestionCounts counts, Column accepted) {
        Histogram kept = histogram(
                "similarity of the kept pair",
                counts.rows().where(col(SIMILARITY).isNotNull()));
        if (!Arrays.asList(scored.columns()).contains(ScoredColumns.EMBEDDING)) {
            return new PairSimilarities(0, null, kept);
        }
        List<String> chosen = chosen(counts);
        if (chosen.isEmpty()) {
            return new PairSimilarities(0, null, kept);
        }
        Dataset<Row> good =
                scored.where(accepted.and(col(ScoredColumns.QUALITY_RANK).leq(ANSWERS)));
        Histogram before = histogram("similarity of any two good answers", pairs(good, chosen));
        return new PairSimilarities(before == null ? 0 : chosen.size(), before, kept);
    }

    /** Questions with two good answers or more. */
    private static List<String> chosen(QuestionCounts counts) {
        return counts
                .rows()
                .where(col(QuestionCounts.RANKED).gt(1))
                .select(
                        col(ResponseColumns.QUESTION_ID),
                        xxhash64(col(ResponseColumns.QUESTION_ID)).as(HASH))
                .orderBy(col(HASH), col(ResponseColumns.QUESTION_ID))
                .limit(QUESTIONS)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Each two vectors of a question. The table with the vectors is read once: a join with itself would read it twice. */
    private static Dataset<Row> pairs(Dataset<Row> good, List<String> questions) {
        return good.where(col(ResponseColumns.QUESTION_ID).isin(questions.toArray()))
                .where(col(ScoredColumns.EMBEDDING).isNotNull())
                .select(
                        col(ResponseColumns.QUESTION_ID),
                        col(ScoredColumns.QUALITY_RANK).as("rank"),
                        expr("transform(embedding, x -> cast(x as double))").as("v"))
                .withColumn("square", expr("aggregate(v, 0D, (sum, x) -> sum + x * x)"))
                .where("square > 0")
                .groupBy(ResponseColumns.QUESTION_ID)
                .agg(expr("collect_list(struct(rank, v, square))").as("all"))
                .select(expr("explode(flatten(transform(all, a -> transform("
                                + "filter(all, b -> b.rank > a.rank and size(b.v) = size(a.v)), b -> "
                                + "aggregate(zip_with(a.v, b.v, (x, y) -> x * y), 0D, (sum, x) -> sum + x)"
                                + " / sqrt(a.square * b.square)))))")
                        .as(SIMILARITY));
    }

    /** Null without a value. */
    private static Histogram histogram(String name, Dataset<Row> similarities) {
        long[] counts = new long[Histogram.BINS];
        double total = 0;
        for (Row row : similarities
                .where(col(SIMILARITY).isNotNull().and(col(SIMILARITY).notEqual(Double.NaN)))
                .groupBy(Histogram.bin(SIMILARITY).as(BIN))
                .agg(count(lit(1)).as(PAIRS), sum(SIMILARITY).as(SUM))
                .collectAsList()) {
            counts[row.<Integer>getAs(BIN)] = Known.count(row, PAIRS);
            total += row.<Double>getAs(SUM);
        }
        long pairs = Arrays.stream(counts).sum();
        List<Histogram.Bin> bins = new ArrayList<>();
        for (int number = 0; number < Histogram.BINS; number++) {
            bins.add(Histogram.bin(number, counts[number], 0, 0));
        }
        return pairs == 0 ? null : new Histogram(name, null, Known.number(total / pairs), 0, bins);
    }
}
