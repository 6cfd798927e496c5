package dev.twt.selection;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.selection.diversity.EmbeddingSimilarity;
import dev.twt.selection.diversity.Vectors;
import dev.twt.selection.quality.TokenLogprob;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What deciding needs of a candidate, without the text and the arrays: the windows and sorts that follow move a hundred
 * bytes a row instead of thousands.
 */
final class Measures {
    /** Hash of the rationale with blanks and case levelled; null where it is blank. */
    static final String TEXT = "_text";

    private static final String LEVELLED = "_levelled";

    private Measures() {}

    static Dataset<Row> of(Dataset<Row> candidates) {
        return TokenLogprob.mean(candidates)
                .withColumn(LEVELLED, levelled(col(ResponseColumns.RATIONALE)))
                .select(
                        col(ResponseColumns.REQUEST_ID),
                        col(ResponseColumns.QUESTION_ID),
                        col(ResponseColumns.TEACHER),
                        col(ResponseColumns.OUTCOME),
                        col(ResponseColumns.ANSWER),
                        col(ResponseColumns.STATED_CONFIDENCE),
                        col(ScoredColumns.MEAN_LOGPROB),
                        col(ResponseColumns.SPAN_PROBABILITY),
                        col(ScoredColumns.TESTS_PASSED),
                        col(ScoredColumns.ARITHMETIC),
                        Vectors.largest(ScoredColumns.EMBEDDING).as(EmbeddingSimilarity.LARGEST),
                        when(col(LEVELLED).notEqual(""), md5(col(LEVELLED))).as(TEXT));
    }

    private static Column levelled(Column text) {
        return trim(regexp_replace(lower(coalesce(text, lit(""))), "\\s+", " "));
    }
}
