package dev.twt.generation.batch;

import dev.twt.dataset.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * What one teacher has at its provider: submitted by an earlier command and not recorded yet.
 *
 * @param teacher who was asked, whether the configuration still names it or not
 * @param batches that have not ended, or whose answers have not been fetched
 * @param requests in them
 */
public record OpenBatches(String teacher, int batches, long requests) {
    /** Of every teacher that has any, sorted by name. Nothing is asked of a provider. */
    public static List<OpenBatches> of(SparkSession spark, Workspace workspace) {
        Map<String, List<BatchRecord>> open = new BatchShelf(spark, workspace)
                .open(teacher -> true).stream()
                        .collect(Collectors.groupingBy(BatchRecord::teacher, TreeMap::new, Collectors.toList()));
        return open.entrySet().stream()
                .map(entry -> new OpenBatches(entry.getKey(), entry.getValue().size(), requests(entry.getValue())))
                .toList();
    }

    private static long requests(Collection<BatchRecord> records) {
        return records.stream().mapToLong(BatchRecord::requests).sum();
    }
}
