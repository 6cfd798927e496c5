package dev.twt.selection.overlap;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.xxhash64;

import dev.twt.dataset.NearDuplicateColumns;
import dev.twt.dataset.QuestionColumns;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Questions of a run that are nearly one: their word triples are alike by Jaccard's measure. Candidates are found by
 * MinHash in bands, and each is measured exactly. Pairs are Column expressions; the driver joins them to clusters.
 */
public final class NearDuplicates {
    /** Bands of rows: a pair of similarity 0.8 is overlooked once in 5,000 pairs, one of 0.9 once in 10 million. */
    static final int BANDS = 16;

    static final int ROWS = 4;
    static final int SHINGLE = 3;

    private static final StructType SCHEMA = new StructType()
            .add(NearDuplicateColumns.QUESTION_ID, DataTypes.StringType)
            .add(NearDuplicateColumns.CLUSTER, DataTypes.StringType);

    private static final String TEXT = "_text";
    private static final String SHINGLES = "_shingles";
    private static final String BUCKET = "_bucket";
    private static final String LEFT = "_left";
    private static final String RIGHT = "_right";

    private NearDuplicates() {}

    /**
     * The members of all clusters of two or more, as question_id and cluster.
     *
     * @param questions question_id (unique), question and choices
     * @param similarity from which on two are one, above 0 to 1
     */
    public static Dataset<Row> clusters(Dataset<Row> questions, double similarity) {
        Dataset<Row> texts = questions.select(
                col(QuestionColumns.QUESTION_ID), QuestionWords.text().as(TEXT));
        Clusters clusters = new Clusters();
        join(clusters, same(texts));
        join(clusters, similar(texts, similarity));
        List<Row> members = new ArrayList<>();
        clusters.forEach((member, cluster) -> members.add(RowFactory.create(member, cluster)));
        return questions.sparkSession().createDataFrame(members, SCHEMA);
    }

    private static void join(Clusters clusters, Dataset<Row> pairs) {
        for (Iterator<Row> rows = pairs.toLocalIterator(); rows.hasNext(); ) {
            Row pair = rows.next();
            clusters.join(pair.getString(0), pair.getString(1));
        }
    }

    /** Every question and the first one with its text. */
    private static Dataset<Row> same(Dataset<Row> texts) {
        Dataset<Row> first =
                texts.groupBy(TEXT).agg(min(QuestionColumns.QUESTION_ID).as(LEFT));
        return texts.join(first, new String[] {TEXT})
                .where(col(LEFT).notEqual(col(QuestionColumns.QUESTION_ID)))
                .select(col(LEFT), col(QuestionColumns.QUESTION_ID).as(RIGHT));
    }

    /** Pairs of different texts; of questions with one text the first stands for all. */
    static Dataset<Row> similar(Dataset<Row> texts, double similarity) {
        Dataset<Row> shingled = texts.groupBy(TEXT)
                .agg(min(QuestionColumns.QUESTION_ID).as(QuestionColumns.QUESTION_ID))
                .select(
                        col(QuestionColumns.QUESTION_ID),
                        QuestionWords.ngrams(QuestionWords.words(col(TEXT)), SHINGLE)
                                .as(SHINGLES));
        Dataset<Row> banded = shingled.select(
                col(QuestionColumns.QUESTION_ID), explode(buckets()).as(BUCKET));
        Dataset<Row> candidates = banded.withColumnRenamed(QuestionColumns.QUESTION_ID, LEFT)
                .join(banded.withColumnRenamed(QuestionColumns.QUESTION_ID, RIGHT), new String[] {BUCKET})
                .where(col(LEFT).lt(col(RIGHT)))
                .select(LEFT, RIGHT)
                .distinct();
        Column shared = size(array_intersect(col("l." + SHINGLES), col("r." + SHINGLES)));
        Column all = size(col("l." + SHINGLES)).plus(size(col("r." + SHINGLES))).minus(shared);
        return candidates
                .join(shingled.as("l"), col(LEFT).equalTo(col("l." + QuestionColumns.QUESTION_ID)))
                .join(shingled.as("r"), col(RIGHT).equalTo(col("r." + QuestionColumns.QUESTION_ID)))
                .where(shared.cast("double").divide(all).geq(similarity))
                .select(LEFT, RIGHT);
    }

    private static Column buckets() {
        return array(IntStream.range(0, BANDS)
                .mapToObj(band -> {
                    Column[] rows = IntStream.range(0, ROWS)
                            .mapToObj(row -> smallest(band * ROWS + row))
                            .toArray(Column[]::new);
                    Column[] keyed = new Column[ROWS + 1];
                    keyed[0] = lit(band);
                    System.arraycopy(rows, 0, keyed, 1, ROWS);
                    return xxhash64(keyed);
                })
                .toArray(Column[]::new));
    }

    /** The smallest shingle in one of many orders. */
    private static Column smallest(int order) {
        return array_min(transform(col(SHINGLES), shingle -> xxhash64(lit(order), shingle)));
    }
}
