package dev.twt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Spark with its scripts, as {@code src/test/spark-home/fetch.sh} unpacks it, and the jars of {@code make package}. */
public final class SparkDistribution {
    private final String line;
    private final Path home;

    private SparkDistribution(String line) {
        this.line = line;
        this.home = Path.of("target", "spark-home-" + line).toAbsolutePath();
    }

    /** That of the Spark line which is tested; where it or the jars are not there, the test is skipped with what to do. */
    public static SparkDistribution orSkip() {
        SparkDistribution found = new SparkDistribution(
                scala.util.Properties.versionNumberString().startsWith("2.12") ? "3.5" : "4.0");
        Assumptions.assumeTrue(
                Files.isExecutable(found.home.resolve("bin/spark-submit")),
                "no Spark distribution is in " + found.home + ". Say: src/test/spark-home/fetch.sh " + found.line);
        Assumptions.assumeTrue(
                found.jars("all").size() == 1 && found.jars("slim").size() == 1,
                "the packaged jars are not there. Say: make package" + (found.line.equals("4.0") ? "" : "-spark-3.5"));
        return found;
    }

    public Path home() {
        return home;
    }

    /** Spark's own jars. */
    public List<Path> ownJars() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("jars"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** The packaged jar, all or slim. */
    public Path jar(String kind) {
        return jars(kind).get(0);
    }

    private List<Path> jars(String kind) {
        Path folder = Path.of("target", "spark-" + line).toAbsolutePath();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-" + kind + ".jar"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Jars of this test's class path whose path in the repository begins so. */
    public static List<String> ofTheClassPath(String... groups) {
        return Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(jar -> Stream.of(groups).anyMatch(group -> jar.contains("/" + group + "/")))
                .toList();
    }
}
