package dev.twt.generation;

import dev.twt.dataset.Workspace;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Finds files of the ledger that are not what was written: cut off, or with a flipped bit. Each file is read once in the
 * life of the driver; a large ledger by the executors.
 */
final class SegmentCheck {
    /** More than this is too much for the driver alone. */
    private static final long MOST_HERE_BYTES = 64L << 20;

    private static final long BROKEN = -1;

    /** Rows of the files that are intact. */
    private static final Map<Seen, Long> INTACT = new ConcurrentHashMap<>();

    private record Seen(String path, long bytes, long modified) {
        static Seen of(FileStatus file) {
            return new Seen(file.getPath().toString(), file.getLen(), file.getModificationTime());
        }
    }

    private SegmentCheck() {}

    /** The files that are intact, in their order. */
    static List<FileStatus> intact(SparkSession spark, Workspace workspace, List<FileStatus> files) {
        List<FileStatus> unseen = files.stream()
                .filter(file -> !INTACT.containsKey(Seen.of(file)))
                .toList();
        long bytes = unseen.stream().mapToLong(FileStatus::getLen).sum();
        List<String> paths =
                unseen.stream().map(file -> file.getPath().toString()).toList();
        Map<String, Long> rows = bytes > MOST_HERE_BYTES ? far(spark, workspace, paths) : here(workspace, paths);
        unseen.stream()
                .filter(file -> rows.get(file.getPath().toString()) != BROKEN)
                .forEach(file ->
                        INTACT.put(Seen.of(file), rows.get(file.getPath().toString())));
        return files.stream().filter(file -> INTACT.containsKey(Seen.of(file))).toList();
    }

    /** Rows of a file that is intact. */
    static long rows(FileStatus file) {
        return INTACT.get(Seen.of(file));
    }

    private static Map<String, Long> here(Workspace workspace, List<String> paths) {
        return paths.parallelStream().collect(Collectors.toConcurrentMap(path -> path, path -> rows(workspace, path)));
    }

    private static Map<String, Long> far(SparkSession spark, Workspace workspace, List<String> paths) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(paths, Math.min(paths.size(), spark.sparkContext().defaultParallelism() * 2))
                .mapToPair(path -> new Tuple2<>(path, rows(workspace, path)))
                .collectAsMap();
    }

    private static long rows(Workspace workspace, String path) {
        OptionalLong rows = SegmentReader.intactRows(new Path(path), workspace.configuration());
        return rows.orElse(BROKEN);
    }
}
