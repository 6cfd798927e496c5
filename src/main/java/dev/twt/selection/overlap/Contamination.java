package dev.twt.selection.overlap;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;

import dev.twt.config.DecontaminateConfig;
import dev.twt.dataset.ContaminatedColumns;
import dev.twt.dataset.QuestionColumns;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Questions that stand in evaluation sets as well: with the same words, or with a share of the same n-grams of words. One
 * plan of Column expressions, whose result does not depend on how rows are partitioned.
 */
public final class Contamination {
    static final String EXACT = "exact";
    static final String NGRAM = "ngram";

    /** An n-gram that stands in more evaluation questions is a turn of phrase, such as an instruction, and not counted. */
    static final int COMMON = 100;

    private static final String TEXT = "_text";
    private static final String GRAM = "_gram";
    private static final String GRAMS = "_grams";
    private static final String EVALUATION_GRAMS = "_evaluation_grams";
    private static final String SHARED = "_shared";
    private static final String PLACE = "_place";

    private final DecontaminateConfig config;

    public Contamination(DecontaminateConfig config) {
        this.config = config;
    }

    /**
     * The closest match of each question in each set, under {@link ContaminatedColumns#SCHEMA}; nothing for the others.
     *
     * @param questions question_id (unique), question and choices
     * @param evaluation as {@link EvaluationQuestions} makes it
     */
    public Dataset<Row> matches(Dataset<Row> questions, Dataset<Row> evaluation) {
        Dataset<Row> ours = questions.select(
                col(QuestionColumns.QUESTION_ID),
                col(QuestionColumns.QUESTION),
                QuestionWords.text().as(TEXT));
        Dataset<Row> theirs = evaluation.select(
                col(ContaminatedColumns.SET),
                col(ContaminatedColumns.EVALUATION_ID),
                col(QuestionColumns.QUESTION).as(ContaminatedColumns.EVALUATION_QUESTION),
                QuestionWords.text().as(TEXT));
        return closest(exact(ours, theirs).union(similar(ours, theirs)))
                .join(ours.drop(TEXT), new String[] {ContaminatedColumns.QUESTION_ID})
                .join(
                        theirs.drop(TEXT).dropDuplicates(ContaminatedColumns.SET, ContaminatedColumns.EVALUATION_ID),
                        new String[] {ContaminatedColumns.SET, ContaminatedColumns.EVALUATION_ID})
                .select(Arrays.stream(ContaminatedColumns.SCHEMA.fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }

    private static Dataset<Row> exact(Dataset<Row> ours, Dataset<Row> theirs) {
        return pairs(ours.join(theirs, new String[] {TEXT}), EXACT, lit(1.0));
    }

    private Dataset<Row> similar(Dataset<Row> ours, Dataset<Row> theirs) {
        Dataset<Row> evaluation = grams(theirs, ContaminatedColumns.SET, ContaminatedColumns.EVALUATION_ID);
        Dataset<Row> common = evaluation
                .groupBy(GRAM)
                .agg(count(lit(1)).as(SHARED))
                .where(col(SHARED).gt(COMMON))
                .select(GRAM);
        Dataset<Row> their = telling(evaluation, common);
        Dataset<Row> our = telling(grams(ours, QuestionColumns.QUESTION_ID), common);
        Dataset<Row> shared = our.join(their, new String[] {GRAM})
                .groupBy(QuestionColumns.QUESTION_ID, ContaminatedColumns.SET, ContaminatedColumns.EVALUATION_ID)
                .agg(count(lit(1)).as(SHARED));
        Dataset<Row> ourCounts =
                our.groupBy(QuestionColumns.QUESTION_ID).agg(count(lit(1)).as(GRAMS));
        Dataset<Row> theirCounts = their.groupBy(ContaminatedColumns.SET, ContaminatedColumns.EVALUATION_ID)
                .agg(count(lit(1)).as(EVALUATION_GRAMS));
        Column overlap = col(SHARED).cast("double").divide(least(col(GRAMS), col(EVALUATION_GRAMS)));
        return pairs(
                shared.join(ourCounts, new String[] {QuestionColumns.QUESTION_ID})
                        .join(theirCounts, new String[] {ContaminatedColumns.SET, ContaminatedColumns.EVALUATION_ID})
                        .where(overlap.geq(config.overlap())),
                NGRAM,
                overlap);
    }

    /** One row an n-gram of a text that is long enough. */
    private Dataset<Row> grams(Dataset<Row> texts, String... keys) {
        Column words = QuestionWords.words(col(TEXT));
        Column[] kept = Arrays.stream(keys).map(key -> col(key)).toArray(Column[]::new);
        return texts.where(size(words).geq(Math.max(config.ngram(), config.minWords())))
                .select(with(
                        kept,
                        explode(QuestionWords.ngrams(words, config.ngram())).as(GRAM)));
    }

    private static Column[] with(Column[] columns, Column one) {
        Column[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = one;
        return all;
    }

    private static Dataset<Row> telling(Dataset<Row> grams, Dataset<Row> common) {
        return grams.join(common, new String[] {GRAM}, "left_anti");
    }

    private static Dataset<Row> pairs(Dataset<Row> joined, String how, Column overlap) {
        return joined.select(
                col(ContaminatedColumns.QUESTION_ID),
                col(ContaminatedColumns.SET),
                col(ContaminatedColumns.EVALUATION_ID),
                lit(how).as(ContaminatedColumns.HOW),
                overlap.as(ContaminatedColumns.OVERLAP));
    }

    /** Exact before n-grams ("exact" is the smaller word), then the larger overlap, then the smaller id. */
    private static Dataset<Row> closest(Dataset<Row> pairs) {
        WindowSpec best = Window.partitionBy(ContaminatedColumns.QUESTION_ID, ContaminatedColumns.SET)
                .orderBy(
                        col(ContaminatedColumns.HOW),
                        col(ContaminatedColumns.OVERLAP).desc(),
                        col(ContaminatedColumns.EVALUATION_ID));
        return pairs.withColumn(PLACE, row_number().over(best))
                .where(col(PLACE).equalTo(1))
                .drop(PLACE);
    }
}
