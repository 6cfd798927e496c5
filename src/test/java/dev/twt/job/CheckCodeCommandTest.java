package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.twt.config.CodeConfig;
import dev.twt.config.UserException;
import dev.twt.sandbox.CodeJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CheckCodeCommandTest {
    @TempDir
    Path folder;

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    @BeforeEach
    void writeTests() throws IOException {
        Files.writeString(folder.resolve("tests.py"), "import math\n\nassert f(1) == 2\nassert f(2) == 3\n");
    }

    private int check(String program, String... more) throws IOException {
        Files.writeString(folder.resolve("answer.py"), program);
        List<String> args = Stream.concat(
                        Stream.of(
                                "check-code",
                                "--program",
                                folder.resolve("answer.py").toString(),
                                "--tests",
                                folder.resolve("tests.py").toString()),
                        Stream.of(more))
                .toList();
        return Main.execute(
                args.toArray(String[]::new),
                (config, console) -> new FakePipeline(() -> {}),
                out.stream(),
                err.stream());
    }

    @Test
    void shouldEndWithZeroForAProgramThatPasses() throws Exception {
        assumeSandbox();
        assertThat(check("def f(x):\n    return x + 1")).as(err.text()).isZero();
        assertThat(out.text()).isEqualToIgnoringNewLines("passed");
    }

    @Test
    void shouldEndWithOneAndTheLineThatFailed() throws Exception {
        assumeSandbox();
        assertThat(check("def f(x):\n    return 2")).isEqualTo(1);
        assertThat(out.text()).isEqualToIgnoringNewLines("failed in test 1: AssertionError: assert f(2) == 3");
        assertThat(err.text()).isEmpty();
    }

    @Test
    void shouldEndWithTwoForTestsThatAreNoPython() throws Exception {
        assumeSandbox();
        Files.writeString(folder.resolve("tests.py"), "assert f(1 == 2");

        assertThat(check("def f(x):\n    return 2")).isEqualTo(2);
        assertThat(err.text()).contains("tests.py", "SyntaxError", "Mend the tests.");
        assertThat(out.text()).isEmpty();
    }

    @Test
    void shouldEndWithTwoForAFileThatIsAbsent() throws Exception {
        Files.delete(folder.resolve("tests.py"));

        assertThat(check("def f(x):\n    return 2")).isEqualTo(2);
        assertThat(err.text()).startsWith("One thing to mend:").contains("--tests", "tests.py", "it cannot be read.");
    }

    @Test
    void shouldRunNothingWhereTheConfigurationSaysOff() throws Exception {
        Path marker = folder.resolve("ran");
        Path config = Files.writeString(
                folder.resolve("run.conf"),
                "workspace = \"" + folder + "/w\"\nquestions = \"" + folder + "/q.jsonl\"\ncode.sandbox = off\n");

        assertThat(check("open('" + marker + "', 'w')", "--config", config.toString()))
                .isEqualTo(2);
        assertThat(err.text()).contains("code.sandbox", "it is off");
        assertThat(marker).doesNotExist();
    }

    private static void assumeSandbox() throws InterruptedException {
        try {
            CodeJudge.open(CodeConfig.usual());
        } catch (UserException e) {
            assumeTrue(false, "no sandbox works here: " + e.getMessage());
        }
    }
}
