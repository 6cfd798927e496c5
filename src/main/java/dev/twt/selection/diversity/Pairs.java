package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.DiversityConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every pair of a question's candidates with how alike they are. Candidates go by their rank: a whole number moves and
 * compares more quickly than a request_id, and ties fall to the better ones.
 */
public final class Pairs {
    static final String QUESTION = "_q";
    /** Rank of the better member. */
    static final String FIRST = "_first";
    /** Rank of the other one. */
    static final String SECOND = "_second";
    /** In [-1, 1] by embeddings, in [0, 1] by words. */
    static final String SIMILARITY = "_similarity";
    /** What picks go by: the similarity, and for two of one teacher more than any similarity if the rule says so. */
    static final String ALIKE = "_alike";

    private static final String RIGHT_QUESTION = "_rq";
    private static final String SAME_TEACHER = "_same_teacher";
    private static final double BEYOND_ANY = 4;

    private Pairs() {}

    /**
     * Every pair once: {@link #QUESTION}, {@link #FIRST}, {@link #SECOND}, {@link #SIMILARITY}, {@link #ALIKE}.
     *
     * @param pool question_id, teacher, quality_rank (1, 2, ... within a question), and embedding with its
     *     {@link EmbeddingSimilarity#LARGEST}, or {@link WordSimilarity#WORDS}
     */
    public static Dataset<Row> of(Dataset<Row> pool, DiversityConfig config) {
        Dataset<Row> measured = config.usesEmbeddings()
                ? EmbeddingSimilarity.add(joined(pool, List.of(ScoredColumns.EMBEDDING, EmbeddingSimilarity.LARGEST)))
                : WordSimilarity.add(joined(pool, List.of(WordSimilarity.WORDS)));
        Column similarity = col(SIMILARITY);
        Column alike = config.teachers().equals("different-first")
                ? similarity.plus(when(col(SAME_TEACHER), BEYOND_ANY).otherwise(0d))
                : similarity;
        return measured.select(col(QUESTION), col(FIRST), col(SECOND), similarity, alike.as(ALIKE));
    }

    /** The members side by side, the better one's columns by {@link #left}, the other's by {@link #right}. */
    private static Dataset<Row> joined(Dataset<Row> pool, List<String> values) {
        Dataset<Row> left = side(pool, QUESTION, FIRST, left(""), values);
        Dataset<Row> right = side(pool, RIGHT_QUESTION, SECOND, right(""), values);
        Column together =
                col(QUESTION).equalTo(col(RIGHT_QUESTION)).and(col(FIRST).lt(col(SECOND)));
        return left.join(right, together)
                .withColumn(
                        SAME_TEACHER, col(left(ResponseColumns.TEACHER)).equalTo(col(right(ResponseColumns.TEACHER))));
    }

    /** Each column is renamed on both sides: only then does Spark see one exchange in the two, and moves vectors once. */
    private static Dataset<Row> side(
            Dataset<Row> pool, String question, String rank, String prefix, List<String> values) {
        Stream<Column> own = Stream.of(
                col(ResponseColumns.QUESTION_ID).as(question),
                col(ScoredColumns.QUALITY_RANK).as(rank));
        Stream<Column> named = Stream.concat(Stream.of(ResponseColumns.TEACHER), values.stream())
                .map(name -> col(name).as(prefix + name));
        return pool.select(Stream.concat(own, named).toArray(Column[]::new));
    }

    static String left(String column) {
        return "_l_" + column;
    }

    static String right(String column) {
        return "_r_" + column;
    }

    /** Everything that is known of a pair but its members' own columns. */
    static Column[] keys() {
        return new Column[] {col(QUESTION), col(FIRST), col(SECOND), col(SAME_TEACHER)};
    }
}
