package dev.twt.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns that selection reads, and those that it adds, for rows that are no ledger. */
final class CandidateColumns {
    /** What cannot be done without. */
    static final List<String> NEEDED = List.of(
            ResponseColumns.REQUEST_ID,
            ResponseColumns.QUESTION_ID,
            ResponseColumns.TEACHER,
            ResponseColumns.RATIONALE,
            ResponseColumns.ANSWER);

    /** What is added to the rows. */
    static final StructType ADDED = new StructType()
            .add(ScoredColumns.CONFIDENCE, DataTypes.DoubleType)
            .add(ScoredColumns.LOGPROB_QUANTILE, DataTypes.DoubleType)
            .add(ScoredColumns.AGREEMENT, DataTypes.DoubleType)
            .add(ScoredColumns.QUALITY, DataTypes.DoubleType)
            .add(ScoredColumns.QUALITY_RANK, DataTypes.IntegerType)
            .add(ScoredColumns.KEPT, DataTypes.BooleanType)
            .add(ScoredColumns.REJECTED_BY, DataTypes.StringType)
            .add(ScoredColumns.PAIR_SIMILARITY, DataTypes.DoubleType);

    /** What a row that does not say counts as. */
    private static final Map<String, Object> USUAL = Map.of(
            ResponseColumns.SAMPLE,
            0,
            ResponseColumns.ROUND,
            0,
            ResponseColumns.PURPOSE,
            "full",
            ResponseColumns.OUTCOME,
            "answered");

    private CandidateColumns() {}

    /** Rows under the ledger's columns and embedding; what is not there is null, or what is usual. */
    static Dataset<Row> completed(Dataset<Row> rows, boolean vectors) {
        List<String> there = Arrays.asList(rows.columns());
        List<Column> columns = new ArrayList<>();
        for (StructField field : ResponseColumns.SCHEMA.fields()) {
            // Of answers for students and for evaluations there are none among candidates.
            boolean given = there.contains(field.name()) && !field.name().equals(ResponseColumns.PURPOSE);
            Column value = given ? col(field.name()) : lit(USUAL.get(field.name()));
            columns.add(value.cast(field.dataType()).as(field.name()));
        }
        Column vector = vectors ? col(ScoredColumns.EMBEDDING) : lit(null);
        columns.add(vector.cast("array<float>").as(ScoredColumns.EMBEDDING));
        return rows.select(columns.toArray(Column[]::new));
    }

    /** @throws dev.twt.config.UserException where one of the added ones is there already */
    static StructType addedTo(InputColumns columns) {
        columns.requireNone(List.of(ADDED.fieldNames()));
        StructType schema = columns.schema();
        for (StructField field : ADDED.fields()) {
            schema = schema.add(field.name(), field.dataType());
        }
        return schema;
    }
}
