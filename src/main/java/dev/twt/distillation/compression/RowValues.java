package dev.twt.distillation.compression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Values by column on their way from one row to another. */
final class RowValues {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** All columns of a row that knows its schema. */
    static RowValues of(Row row) {
        RowValues all = new RowValues();
        for (String name : row.schema().fieldNames()) {
            all.values.put(name, row.getAs(name));
        }
        return all;
    }

    RowValues with(String column, Object value) {
        values.put(column, value);
        return this;
    }

    /** A row of these columns; what was not set is null. */
    Row row(StructType schema) {
        Object[] cells = new Object[schema.length()];
        String[] names = schema.fieldNames();
        for (int i = 0; i < cells.length; i++) {
            cells[i] = values.get(names[i]);
        }
        return RowFactory.create(cells);
    }
}
