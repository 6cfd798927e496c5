package dev.twt.dataset;

import java.io.Serializable;

/**
 * A file of rows, or a folder of Parquet files, its format decided.
 *
 * @param path full path
 * @param kind how its rows are found
 */
public record SourceFile(String path, Kind kind) implements Serializable {
    /** How rows are found in a file. */
    public enum Kind {
        /** One JSON value a line. */
        LINES,
        /** One JSON array, or JSON values one after another over several lines. */
        VALUES,
        PARQUET
    }
}
