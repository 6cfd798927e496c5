package dev.twt.ml;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/** What a model is asked for a row, and what of its reply goes into the row. Travels to the executors. */
interface Wording extends Serializable {
    /** How many values are added. */
    int width();

    /** What stands before it as the system's message; empty for none. */
    default String system() {
        return "";
    }

    /** What the user says; null where there is nothing to ask. */
    String prompt(Row row);

    /** The values that are added. */
    Object[] values(Row row, Reply reply);
}
