package dev.twt.job;

import dev.twt.config.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * What {@code spark-submit --files} brought, before there is a session. YARN and Kubernetes put such a file into the driver's
 * working directory; a standalone cluster does not, when the driver runs in it, but names it in {@code spark.files}.
 */
final class SubmittedFiles {
    private final SparkConf conf;

    SubmittedFiles(SparkConf conf) {
        this.conf = conf;
    }

    /**
     * Where a file is that was named by its bare name.
     *
     * @return the file itself where it is there or nobody sent it
     */
    Path find(Path file) {
        if (file.getParent() != null || Files.exists(file)) {
            return file;
        }
        String name = file.toString();
        return Arrays.stream(conf.get("spark.files", "").split(",", -1))
                .map(String::strip)
                .filter(entry -> name.equals(nameOf(entry)))
                .findFirst()
                .flatMap(entry -> here(entry, name))
                .orElse(file);
    }

    private static String nameOf(String entry) {
        int alias = entry.indexOf('#');
        return alias >= 0 ? entry.substring(alias + 1) : entry.substring(entry.lastIndexOf('/') + 1);
    }

    private Optional<Path> here(String entry, String name) {
        URI place = URI.create(entry.replace(" ", "%20").replaceFirst("#.*$", ""));
        String scheme = place.getScheme();
        if (scheme == null || scheme.equals("file") || scheme.equals("local")) {
            return Optional.of(Path.of(place.getPath())).filter(Files::exists);
        }
        return Optional.of(fetched(place, name));
    }

    /** From an object store or HDFS; it is read before there is a session that would bring it. */
    private Path fetched(URI place, String name) {
        try {
            Path folder = Files.createTempDirectory("twt-files");
            Path copy = folder.resolve(name);
            copy.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(place);
            FileSystem files = remote.getFileSystem(SparkHadoopUtil.get().newConfiguration(conf));
            files.copyToLocalFile(false, remote, new org.apache.hadoop.fs.Path(copy.toUri()), true);
            return copy;
        } catch (IOException e) {
            UserException told = new UserException(
                    place.toString(),
                    "the file cannot be read (" + e.getMessage() + ")",
                    "See that the driver may read it, and that the file system's jars and keys (spark.hadoop.fs...) are"
                            + " set for spark-submit");
            told.initCause(e);
            throw told;
        }
    }
}
