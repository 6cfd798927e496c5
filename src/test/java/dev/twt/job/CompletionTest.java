package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real bash is asked what it would offer. */
class CompletionTest {
    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        Captured out = new Captured();
        assertThat(Main.execute(new String[] {"completion"}, (config, console) -> null, out.stream(), out.stream()))
                .isZero();
        script = Files.writeString(folder.resolve("completion.sh"), out.text());
    }

    /** What is offered for the last of the words. */
    private String offered(String... words) throws IOException, InterruptedException {
        String quoted = Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String asked =
                ". '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _twt_completion twt; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(script, quoted, words.length - 1);
        Process bash = new ProcessBuilder("bash", "-c", asked)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return said;
    }

    @Test
    void shouldOfferSteps() throws Exception {
        assertThat(offered("twt", "ge").strip()).isEqualTo("generate");
        assertThat(offered("twt", "co").lines().map(String::strip)).contains("compress", "compare", "completion");
        assertThat(offered("jobs/twt", "toy", "w").strip()).isEqualTo("world");
    }

    @Test
    void shouldOfferOptions() throws Exception {
        assertThat(offered("twt", "select", "--s").lines().map(String::strip)).contains("--set", "--sweep");
    }

    @Test
    void shouldOfferKeys() throws Exception {
        assertThat(offered("twt", "select", "--set", "selection.quality.th").strip())
                .isEqualTo("selection.quality.threshold=");
        assertThat(offered("twt", "train", "--set", "train.jvm.d").lines().map(String::strip))
                .contains("train.jvm.dtype=");
    }

    /** A configuration may lie in a store, so its option is no file to picocli; bash's own completion of files serves. */
    @Test
    void shouldLeaveFilesToBash() throws Exception {
        assertThat(offered("twt", "plan", "--config", folder + "/mi")).isBlank();
        assertThat(Files.readString(script)).contains("complete -F _twt_completion -o default twt");
    }
}
