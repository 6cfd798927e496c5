package dev.twt.ml;

import dev.twt.config.UserException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a stage is given, looked at before anything runs.
 *
 * @param stage name of the stage, for messages
 * @param schema of the rows
 */
record InputColumns(String stage, StructType schema) {
    /** @throws UserException where the column is not there or is of another type */
    void require(String param, String column, DataType type) {
        String where = where(param, column);
        if (!has(column)) {
            throw new UserException(
                    where,
                    column.isEmpty() ? "no column is named" : "there is no such column (there are: " + names() + ")",
                    "Name one that is there by " + setter(param));
        }
        DataType found = schema.apply(column).dataType();
        if (!DataType.equalsStructurally(found, type, true)) {
            throw new UserException(
                    where,
                    "it is " + found.simpleString() + ", not " + type.simpleString(),
                    "Cast it, or name another column by " + setter(param));
        }
    }

    /** @throws UserException where one of the columns is not there */
    void requireAll(List<String> columns) {
        List<String> missing = columns.stream().filter(column -> !has(column)).toList();
        if (!missing.isEmpty()) {
            throw new UserException(
                    stage,
                    "columns missing: " + String.join(", ", missing) + " (there are: " + names() + ")",
                    "Give rows with these columns, or put the stage that makes them before this one");
        }
    }

    /** @throws UserException where a column that the stage makes is there already */
    void requireNew(String param, String column) {
        if (column.isBlank()) {
            throw new UserException(where(param, column), "no column is named", "Name one by " + setter(param));
        }
        if (has(column)) {
            throw new UserException(
                    where(param, column),
                    "there is a column of that name already",
                    "Name another one by " + setter(param) + ", or drop the one that is there");
        }
    }

    /** @throws UserException where one of the columns that the stage makes is there already */
    void requireNone(List<String> columns) {
        List<String> there = columns.stream().filter(this::has).toList();
        if (!there.isEmpty()) {
            throw new UserException(
                    stage,
                    "columns that it adds are there already: " + String.join(", ", there),
                    "Drop or rename them before this stage");
        }
    }

    boolean has(String column) {
        return Arrays.asList(schema.fieldNames()).contains(column);
    }

    private String where(String param, String column) {
        return stage + ", " + param + " = " + (column.isEmpty() ? "\"\"" : column);
    }

    private String names() {
        return String.join(", ", schema.fieldNames());
    }

    private static String setter(String param) {
        return "set" + Character.toUpperCase(param.charAt(0)) + param.substring(1);
    }
}
