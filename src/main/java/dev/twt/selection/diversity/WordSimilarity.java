package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many words and neighbouring words two rationales share: |A ∩ B| / |A ∪ B| of their sets (Jaccard), in [0, 1]. Needs
 * no model. Punctuation, blanks and case are levelled.
 */
public final class WordSimilarity {
    /** Hashes of a rationale's words and of its pairs of neighbouring words, each once. */
    public static final String WORDS = "_words";

    private static final String SPLIT = "_split";

    private WordSimilarity() {}

    /** Rows with {@link #WORDS} of a text; a text without a word has the empty word. */
    public static Dataset<Row> words(Dataset<Row> rows, String text) {
        Column levelled = trim(regexp_replace(lower(col(text)), "[^\\p{L}\\p{N}]+", " "));
        Column words = col(SPLIT);
        Column hashed = transform(words, word -> xxhash64(word));
        Column neighbours = transform(
                sequence(lit(0), size(words).minus(2)),
                at -> xxhash64(get(words, at), lit(" "), get(words, at.plus(1))));
        // A union holds each once, and older GPU plans know no array_distinct.
        Column all = when(size(words).gt(1), array_union(hashed, neighbours)).otherwise(hashed);
        return rows.withColumn(SPLIT, split(levelled, " "))
                .withColumn(WORDS, all)
                .drop(SPLIT);
    }

    /** Pairs with {@link Pairs#SIMILARITY}. */
    static Dataset<Row> add(Dataset<Row> pairs) {
        Column left = col(Pairs.left(WORDS));
        Column right = col(Pairs.right(WORDS));
        Column shared = size(array_intersect(left, right)).cast("double");
        return pairs.withColumn(Pairs.SIMILARITY, shared.divide(size(array_union(left, right))));
    }
}
