package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.ScoredColumns;
import dev.twt.selection.calibration.Calibration;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The share of answers that are right among those for which the teacher stated as much as here ({@link Calibration});
 * null where it stated nothing, and everywhere without a calibration. Comes after {@link StatedConfidence}.
 */
public final class CalibratedConfidence implements Criterion {
    private final Optional<Calibration> calibration;

    public CalibratedConfidence(Optional<Calibration> calibration) {
        this.calibration = calibration;
    }

    /** Missing, it is the stated confidence that is missing. */
    @Override
    public String name() {
        return "confidence";
    }

    @Override
    public String column() {
        return ScoredColumns.CALIBRATED_CONFIDENCE;
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        return calibration
                .map(learned -> learned.add(candidates))
                .orElseGet(() -> candidates.withColumn(column(), lit(null).cast("double")));
    }
}
