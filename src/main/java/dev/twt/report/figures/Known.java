package dev.twt.report.figures;

import org.apache.spark.sql.Row;

/** Numbers that may be missing: null, never NaN. */
final class Known {
    private Known() {}

    static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static Double number(Row row, String column) {
        Object value = row.getAs(column);
        return value instanceof Number found ? number(found.doubleValue()) : null;
    }

    static long count(Row row, String column) {
        Object value = row.getAs(column);
        return value instanceof Number found ? found.longValue() : 0;
    }
}
