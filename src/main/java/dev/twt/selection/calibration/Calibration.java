package dev.twt.selection.calibration;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What stated confidences are worth, a teacher: a rising map from what it states to the share of its answers that are
 * right, learned where the right answer is known ({@link TeacherCalibration}). Confidences are read in thousandths.
 */
public final class Calibration {
    private static final String FOLD = "_fold";
    private static final String STATED = "_stated";
    private static final String GOLD = "_gold";
    private static final StructType MAP = new StructType()
            .add(ResponseColumns.TEACHER, DataTypes.StringType)
            .add(FOLD, DataTypes.LongType)
            .add(STATED, DataTypes.LongType)
            .add(ScoredColumns.CALIBRATED_CONFIDENCE, DataTypes.DoubleType);

    private final List<TeacherCalibration> teachers;

    private Calibration(List<TeacherCalibration> teachers) {
        this.teachers = teachers;
    }

    /**
     * Learns the maps; one job runs. Answers that were found and state a confidence take part.
     *
     * @param responses ledger columns, request_id unique
     * @param goldByQuestion question_id and gold in the task's canonical form, null or empty where it is not known
     */
    public static Calibration fit(Dataset<Row> responses, Dataset<Row> goldByQuestion) {
        Dataset<Row> gold = goldByQuestion
                .groupBy(QuestionColumns.QUESTION_ID)
                .agg(min(QuestionColumns.GOLD).as(GOLD));
        Column stated = col(ResponseColumns.STATED_CONFIDENCE);
        Column known = coalesce(col(GOLD), lit("")).notEqual("");
        Map<String, List<StatedCount>> counts = responses
                .where(col(ResponseColumns.PURPOSE).equalTo("full"))
                .where(col(ResponseColumns.OUTCOME).equalTo("answered"))
                .where(coalesce(col(ResponseColumns.ANSWER), lit("")).notEqual(""))
                .where(stated.between(0, 1))
                .select(
                        col(ResponseColumns.QUESTION_ID),
                        col(ResponseColumns.TEACHER),
                        col(ResponseColumns.ANSWER),
                        fold().as(FOLD),
                        thousandths(stated).as(STATED))
                .join(gold, new String[] {QuestionColumns.QUESTION_ID}, "left")
                .groupBy(ResponseColumns.TEACHER, FOLD, STATED)
                .agg(
                        count(when(known, 1)),
                        count(when(known.and(col(ResponseColumns.ANSWER).equalTo(col(GOLD))), 1)))
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.getString(0),
                        TreeMap::new,
                        Collectors.mapping(Calibration::counted, Collectors.toList())));
        return new Calibration(counts.entrySet().stream()
                .map(teacher -> TeacherCalibration.fit(teacher.getKey(), teacher.getValue()))
                .toList());
    }

    private static StatedCount counted(Row row) {
        return new StatedCount((int) row.getLong(1), (int) row.getLong(2), row.getLong(3), row.getLong(4));
    }

    /** Those that state confidences, in the order of their names. */
    public List<TeacherCalibration> teachers() {
        return teachers;
    }

    /** Candidates with {@code calibrated_confidence}: null where {@code confidence} is. */
    public Dataset<Row> add(Dataset<Row> candidates) {
        Column confidence = col(ScoredColumns.CONFIDENCE);
        return candidates
                .withColumn(FOLD, fold())
                .withColumn(STATED, thousandths(confidence))
                .join(
                        broadcast(candidates.sparkSession().createDataFrame(map(), MAP)),
                        new String[] {ResponseColumns.TEACHER, FOLD, STATED},
                        "left")
                .withColumn(
                        ScoredColumns.CALIBRATED_CONFIDENCE,
                        coalesce(col(ScoredColumns.CALIBRATED_CONFIDENCE), confidence))
                .drop(FOLD, STATED);
    }

    private List<Row> map() {
        List<Row> rows = new ArrayList<>();
        for (TeacherCalibration teacher : teachers) {
            for (int fold = 0; teacher.fitted() && fold < TeacherCalibration.FOLDS; fold++) {
                for (int stated : teacher.stated()) {
                    rows.add(
                            RowFactory.create(teacher.teacher(), (long) fold, (long) stated, teacher.at(fold, stated)));
                }
            }
        }
        return rows;
    }

    private static Column fold() {
        return pmod(xxhash64(col(ResponseColumns.QUESTION_ID)), lit((long) TeacherCalibration.FOLDS));
    }

    private static Column thousandths(Column stated) {
        return floor(stated.multiply(1000d).plus(0.5d)).cast("long");
    }
}
