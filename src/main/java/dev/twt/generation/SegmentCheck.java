package dev.twt.generation;

import dev.twt.dataset.Workspace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Finds files of the ledger that are not what was written: cut off, or with a flipped bit. Each file is read once in the
 * life of the driver; a large ledger by the executors.
 */
final class SegmentCheck {
    /** More than this is too much for the driver alone. */
    private static final long MOST_HERE_BYTES = 64L << 20;

    private static final Set<Seen> INTACT = ConcurrentHashMap.newKeySet();

    private record Seen(String path, long bytes, long modified) {
        static Seen of(FileStatus file) {
            return new Seen(file.getPath().toString(), file.getLen(), file.getModificationTime());
        }
    }

    private SegmentCheck() {}

    /** The files that are intact, in their order. */
    static List<FileStatus> intact(SparkSession spark, Workspace workspace, List<FileStatus> files) {
        List<FileStatus> unseen =
                files.stream().filter(file -> !INTACT.contains(Seen.of(file))).toList();
        long bytes = unseen.stream().mapToLong(FileStatus::getLen).sum();
        List<String> paths =
                unseen.stream().map(file -> file.getPath().toString()).toList();
        Set<String> good =
                new HashSet<>(bytes > MOST_HERE_BYTES ? far(spark, workspace, paths) : here(workspace, paths));
        unseen.stream()
                .filter(file -> good.contains(file.getPath().toString()))
                .map(Seen::of)
                .forEach(INTACT::add);
        return files.stream().filter(file -> INTACT.contains(Seen.of(file))).toList();
    }

    private static List<String> here(Workspace workspace, List<String> paths) {
        return paths.parallelStream()
                .filter(path -> SegmentReader.isIntact(new Path(path), workspace.configuration()))
                .toList();
    }

    private static List<String> far(SparkSession spark, Workspace workspace, List<String> paths) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(paths, Math.min(paths.size(), spark.sparkContext().defaultParallelism() * 2))
                .filter(path -> SegmentReader.isIntact(new Path(path), workspace.configuration()))
                .collect();
    }
}
