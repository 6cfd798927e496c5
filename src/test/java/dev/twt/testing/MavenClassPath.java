package dev.twt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Libraries of a server that runs in a JVM of its own, resolved once by Maven from a pom of their own. */
final class MavenClassPath {
    private MavenClassPath() {}

    static String of(String pom) throws IOException, InterruptedException {
        Path kept = Path.of("target", Path.of(pom).getParent().getFileName() + "-classpath.txt")
                .toAbsolutePath();
        if (!Files.exists(kept)) {
            Process maven = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-B",
                            "-ntp",
                            "-f",
                            pom,
                            "dependency:build-classpath",
                            "-Dmdep.outputFile=" + kept)
                    .inheritIO()
                    .start();
            if (!maven.waitFor(300, TimeUnit.SECONDS) || maven.exitValue() != 0) {
                maven.destroyForcibly();
                throw new IOException("Maven could not resolve " + pom);
            }
        }
        return Files.readString(kept).strip();
    }
}
