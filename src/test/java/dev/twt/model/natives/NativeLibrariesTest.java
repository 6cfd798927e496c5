package dev.twt.model.natives;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Utils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NativeLibrariesTest {
    /** Main class of the child JVM: what DJL itself thinks, before and after. */
    static final class Ask {
        public static void main(String[] args) {
            System.out.println(Utils.isOfflineMode());
            NativeLibraries.fromTheClassPathAlone();
            System.out.println(Utils.isOfflineMode());
        }
    }

    private static List<String> ask(String variable) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ask.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("DJL_OFFLINE");
        if (variable != null) {
            builder.environment().put("DJL_OFFLINE", variable);
        }
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }

    @Test
    @Timeout(60)
    void shouldFetchNothingWhereTheEnvironmentSaysNothing() throws Exception {
        assertThat(ask(null)).containsExactly("false", "true");
    }

    @Test
    @Timeout(60)
    void shouldFetchWhereTheEnvironmentAsksForIt() throws Exception {
        assertThat(ask("false")).containsExactly("false", "false");
    }

    @Test
    void shouldGiveTheInnermostReason() {
        Throwable thrown = new IllegalStateException(
                "Failed to load", new IllegalStateException(null, new UnsatisfiedLinkError("libc10.so: no\nmore")));

        assertThat(NativeLibraries.reason(thrown)).isEqualTo("libc10.so: no");
        assertThat(NativeLibraries.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
