package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.DiversityConfig;
import dev.twt.dataset.ScoredColumns;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which candidates of a question are kept: a row a question with at least two of them, its picks by their rank. */
public final class Picks {
    /** The largest similarity between two of the picks. */
    public static final String SIMILARITY = "_picked_similarity";

    private Picks() {}

    /**
     * question_id, a rank for each of the k picks (null where the question has fewer candidates) and
     * {@link #SIMILARITY}.
     *
     * @param pool as {@link Pairs#of} takes it
     */
    public static Dataset<Row> of(Dataset<Row> pool, DiversityConfig config) {
        Dataset<Row> pairs = Pairs.of(pool, config);
        return config.k() == 2 ? LeastSimilarPair.of(pairs) : FarthestFirst.of(pairs, config.k());
    }

    /** Whether a candidate that was joined with its question's row is one of the picks; false where there is no row. */
    public static Column isMember(int k) {
        return IntStream.rangeClosed(1, k)
                .mapToObj(number -> col(ScoredColumns.QUALITY_RANK).equalTo(col(rank(number))))
                .map(same -> coalesce(same, lit(false)))
                .reduce(Column::or)
                .orElseThrow();
    }

    static String rank(int number) {
        return "_pick" + number;
    }
}
