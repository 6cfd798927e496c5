package dev.twt.testing;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Ledger rows with embeddings for tests: say what matters, the rest is a good answer. */
public final class Candidates {
    public static final StructType SCHEMA =
            ResponseColumns.SCHEMA.add(ScoredColumns.EMBEDDING, DataTypes.createArrayType(DataTypes.FloatType));

    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** A good answer: answered, answer 42, confidence 0.99, a rationale and a direction of its own. */
    public Candidates add(String question, String teacher, String request, Object... columnsAndValues) {
        Map<String, Object> row = new HashMap<>(Map.of(
                ResponseColumns.REQUEST_ID,
                request,
                ResponseColumns.QUESTION_ID,
                question,
                ResponseColumns.TEACHER,
                teacher,
                ResponseColumns.SAMPLE,
                0,
                ResponseColumns.PURPOSE,
                "full",
                ResponseColumns.ROUND,
                0,
                ResponseColumns.OUTCOME,
                "answered",
                ResponseColumns.ANSWER,
                "42",
                ResponseColumns.STATED_CONFIDENCE,
                0.99));
        row.put(ResponseColumns.RATIONALE, "Because of " + request + ".");
        row.put(ScoredColumns.EMBEDDING, vector(1, rows.size() % 7));
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        rows.add(row);
        return this;
    }

    public Dataset<Row> rows(SparkSession spark) {
        return spark.createDataFrame(
                rows.stream()
                        .map(row -> RowFactory.create(
                                Arrays.stream(SCHEMA.fieldNames()).map(row::get).toArray()))
                        .toList(),
                SCHEMA);
    }

    public static Float[] vector(double... values) {
        return Arrays.stream(values).mapToObj(v -> (float) v).toArray(Float[]::new);
    }

    /** Column {@code value} by request_id, null for null. */
    public static Map<String, Object> byRequest(Dataset<Row> rows, String value) {
        Map<String, Object> found = new HashMap<>();
        for (Row row : rows.select(ResponseColumns.REQUEST_ID, value).collectAsList()) {
            if (found.containsKey(row.getString(0))) {
                throw new AssertionError(row.getString(0) + " stands twice");
            }
            found.put(row.getString(0), row.get(1));
        }
        return found;
    }
}
