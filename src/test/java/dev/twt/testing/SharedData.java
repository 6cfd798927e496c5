package dev.twt.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Published data sets beside the checkout, which tests may use where they are and must do without elsewhere. */
public final class SharedData {
    private SharedData() {}

    /** The file or folder, or an end of the test as skipped. */
    public static Path require(String name) {
        String named = System.getProperty("TWT_SHARED", System.getenv("TWT_SHARED"));
        Path path = (named == null ? Path.of("..", "shared") : Path.of(named)).resolve(name);
        Assumptions.assumeTrue(Files.exists(path), () -> path + " is not there");
        return path;
    }
}
