package dev.twt.report.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.DistillColumns;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One stage of the distillation set.
 *
 * @param stage its name
 * @param examples all of them
 * @param heldOut of these
 * @param questions that they are about
 */
public record SetFigures(String stage, long examples, long heldOut, long questions) {
    static List<SetFigures> of(Dataset<Row> distill) {
        return distill
                .groupBy(DistillColumns.STAGE)
                .agg(
                        count(lit(1)),
                        count(when(col(DistillColumns.SPLIT).equalTo("held_out"), 1)),
                        countDistinct(DistillColumns.QUESTION_ID))
                .collectAsList()
                .stream()
                .map(row -> new SetFigures(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3)))
                .sorted(Comparator.comparingInt((SetFigures set) -> place(set.stage()))
                        .thenComparing(SetFigures::stage))
                .toList();
    }

    /** In the order in which a student goes through them. */
    static int place(String stage) {
        if (stage.equals("full")) {
            return 0;
        }
        return stage.equals("free") ? 2 : 1;
    }
}
