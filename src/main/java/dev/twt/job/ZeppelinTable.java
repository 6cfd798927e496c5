package dev.twt.job;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows as Zeppelin shows them in a table or chart where a paragraph prints them: {@code println(ZeppelinTable.of(rows))}. */
public final class ZeppelinTable {
    private static final int USUAL = 1000;

    private ZeppelinTable() {}

    /** At most a thousand rows. */
    public static String of(Dataset<Row> rows) {
        return of(rows, USUAL);
    }

    /**
     * The first rows in their order: {@code %table}, the columns' names, a line a row, cells parted by tabs. Tabs and line
     * ends in cells become blanks, so that cells stay cells; numbers have at most four decimals; null is an empty cell.
     */
    public static String of(Dataset<Row> rows, int most) {
        StringBuilder text = new StringBuilder("%table ").append(String.join("\t", rows.columns()));
        List<Row> some = rows.limit(most).collectAsList();
        some.forEach(row -> text.append('\n').append(line(row)));
        return text.toString();
    }

    private static String line(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.isNullAt(i) ? "" : cell(row.get(i)))
                .collect(Collectors.joining("\t"));
    }

    private static String cell(Object value) {
        if (value instanceof Double || value instanceof Float) {
            String number = String.format(Locale.ROOT, "%.4f", ((Number) value).doubleValue());
            return number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number;
        }
        return Arrays.stream(String.valueOf(value).split("[\t\r\n]+")).collect(Collectors.joining(" "));
    }
}
