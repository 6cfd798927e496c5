package dev.twt.generation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.ImportSource;
import dev.twt.dataset.ResponseColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts judged answers by source. */
final class ImportCounts {
    private ImportCounts() {}

    /** Runs a job. */
    static List<ImportFigures> of(Dataset<Row> judged, List<ImportSource> sources) {
        Map<Integer, List<Row>> bySource = new LinkedHashMap<>();
        judged.groupBy(ImportColumns.SOURCE, ImportJoin.STATUS, ImportColumns.REASON)
                .agg(count(lit(1)), count(col(ResponseColumns.ANSWER)))
                .collectAsList()
                .forEach(row -> bySource.computeIfAbsent(row.getInt(0), i -> new ArrayList<>())
                        .add(row));
        List<ImportFigures> figures = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            figures.add(figures(sources.get(i), bySource.getOrDefault(i, List.of())));
        }
        return figures;
    }

    private static ImportFigures figures(ImportSource source, List<Row> counts) {
        long added = 0;
        long known = 0;
        long answers = 0;
        Map<String, Long> rejected = new TreeMap<>();
        for (Row row : counts) {
            switch (row.getString(1)) {
                case ImportJoin.ADDED -> {
                    added += row.getLong(3);
                    answers += row.getLong(4);
                }
                case ImportJoin.KNOWN -> known += row.getLong(3);
                default -> rejected.put(row.getString(2), row.getLong(3));
            }
        }
        return new ImportFigures(source.path(), source.teacher(), added, known, answers, rejected);
    }
}
