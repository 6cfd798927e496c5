package dev.twt.dataset;

import dev.twt.config.UserException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The check at the door of a step: is what it reads what it needs. */
public final class Columns {
    private Columns() {}

    /**
     * Refuses a table that lacks columns.
     *
     * @param where the folder or input the table came from
     * @throws UserException naming every column that is missing and those that are there
     */
    public static Dataset<Row> require(Dataset<Row> table, String where, String... names) {
        List<String> present = Arrays.asList(table.columns());
        List<String> missing =
                Arrays.stream(names).filter(name -> !present.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new UserException(
                    where,
                    "columns missing: " + String.join(", ", missing) + " (there are: " + String.join(", ", present)
                            + ")",
                    "Point to a table with these columns, or run the step that makes them");
        }
        return table;
    }
}
