package dev.twt.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.map_from_entries;

import dev.twt.dataset.EvaluationColumns;
import dev.twt.testing.SparkSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Judged answers of a test. */
final class Judged {
    /** Spark takes no Java map in a row: maps travel as their entries. */
    private static final DataType ENTRIES = DataTypes.createArrayType(
            new StructType().add("key", DataTypes.StringType, false).add("value", DataTypes.StringType));

    private final List<Row> rows = new ArrayList<>();

    /** An answer of so many tokens, in half a second for a thousandth of a dollar. */
    Judged add(String answerer, String question, int sample, boolean right, Integer tokens, Map<String, String> meta) {
        return add(answerer, question, sample, "answered", right ? "1" : "2", right, tokens, meta);
    }

    Judged add(String answerer, String question, boolean right) {
        return add(answerer, question, 0, right, 10, null);
    }

    Judged add(
            String answerer,
            String question,
            int sample,
            String outcome,
            String answer,
            boolean right,
            Integer tokens,
            Map<String, String> meta) {
        rows.add(RowFactory.create(
                "model of " + answerer,
                question,
                "What is " + question + "?",
                "math",
                meta == null ? null : entries(meta),
                sample,
                answerer + question + sample,
                outcome,
                answer,
                "1",
                right,
                null,
                tokens,
                0.5,
                0.001,
                answerer));
        return this;
    }

    Dataset<Row> table() {
        StructType schema = new StructType();
        for (StructField field : EvaluationColumns.SCHEMA.fields()) {
            schema = schema.add(field.name(), field.name().equals(EvaluationColumns.META) ? ENTRIES : field.dataType());
        }
        return SparkSessions.shared()
                .createDataFrame(rows, schema)
                .withColumn(EvaluationColumns.META, map_from_entries(col(EvaluationColumns.META)));
    }

    private static Row[] entries(Map<String, String> meta) {
        return meta.entrySet().stream()
                .map(entry -> RowFactory.create(entry.getKey(), entry.getValue()))
                .toArray(Row[]::new);
    }
}
