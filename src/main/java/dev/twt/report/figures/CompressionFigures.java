package dev.twt.report.figures;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.CompressedColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of the kept rationales in one compressed stage.
 *
 * @param stage its name
 * @param tries rewrites that were looked at, and originals that stayed
 * @param taken texts that examples are made of
 * @param rewritten of these, those that are no original
 * @param tokensBefore mean tokens of the originals of what was taken; null without one
 * @param tokensAfter mean tokens of what was taken; null without one
 */
public record CompressionFigures(
        String stage, long tries, long taken, long rewritten, Double tokensBefore, Double tokensAfter) {
    private static final String TRIES = "tries";
    private static final String REWRITTEN = "rewritten";
    private static final String BEFORE = "tokens_before";
    private static final String AFTER = "tokens_after";

    static List<CompressionFigures> of(Dataset<Row> compressed) {
        Column taken = col(CompressedColumns.TAKEN);
        return compressed
                .groupBy(CompressedColumns.STAGE)
                .agg(
                        count(lit(1)).as(TRIES),
                        count(when(taken, 1)).as(CompressedColumns.TAKEN),
                        count(when(taken.and(col(CompressedColumns.BY).notEqual("original")), 1))
                                .as(REWRITTEN),
                        avg(when(taken, col(CompressedColumns.ORIGINAL_TOKENS))).as(BEFORE),
                        avg(when(taken, col(CompressedColumns.TOKENS))).as(AFTER))
                .orderBy(CompressedColumns.STAGE)
                .collectAsList()
                .stream()
                .map(row -> new CompressionFigures(
                        row.getAs(CompressedColumns.STAGE),
                        Known.count(row, TRIES),
                        Known.count(row, CompressedColumns.TAKEN),
                        Known.count(row, REWRITTEN),
                        Known.number(row, BEFORE),
                        Known.number(row, AFTER)))
                .toList();
    }
}
