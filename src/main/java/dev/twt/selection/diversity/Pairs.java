package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.DiversityConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

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

    private static final String AT = "_at";
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

    /**
     * The members side by side, the better one's columns by {@link #left}, the other's by {@link #right}. A window hands
     * each candidate the columns of its whole question, so that vectors are shuffled and sorted once; a join of the pool
     * with itself does both twice.
     *
     * @param values columns without null: lists leave nulls out
     */
    private static Dataset<Row> joined(Dataset<Row> pool, List<String> values) {
        List<String> all = Stream.concat(Stream.of(ResponseColumns.TEACHER), values.stream())
                .toList();
        Dataset<Row> own = pool.select(columns(
                col(ResponseColumns.QUESTION_ID).as(QUESTION),
                col(ScoredColumns.QUALITY_RANK).as(FIRST),
                all.stream().map(name -> col(name).as(left(name)))));
        Dataset<Row> grouped = own.select(columns(
                col("*"),
                together(FIRST).as(SECOND),
                all.stream().map(name -> together(left(name)).as(right(name)))));
        Column at = explode(sequence(lit(0), size(col(SECOND)).minus(1)));
        return grouped.withColumn(AT, at)
                .where(col(FIRST).lt(get(col(SECOND), col(AT))))
                .select(columns(
                        col(QUESTION),
                        col(FIRST),
                        Stream.concat(
                                all.stream().map(name -> col(left(name))),
                                Stream.concat(Stream.of(SECOND), all.stream().map(Pairs::right))
                                        .map(name -> get(col(name), col(AT)).as(name)))))
                .withColumn(
                        SAME_TEACHER, col(left(ResponseColumns.TEACHER)).equalTo(col(right(ResponseColumns.TEACHER))));
    }

    private static Column together(String column) {
        return collect_list(column).over(Window.partitionBy(QUESTION));
    }

    private static Column[] columns(Column first, Column second, Stream<Column> further) {
        return Stream.concat(Stream.of(first, second), further).toArray(Column[]::new);
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
