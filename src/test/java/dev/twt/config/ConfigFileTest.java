package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldSayThatTheFileIsMissingAndNameOneThatIsNear() throws Exception {
        Files.writeString(folder.resolve("demo-llm.conf"), "");

        Problem problem = onlyProblem(folder.resolve("demo-lm.conf"));

        assertThat(problem.where()).isEqualTo(folder.resolve("demo-lm.conf").toString());
        assertThat(problem.what()).isEqualTo("there is no such config file");
        assertThat(problem.fix()).isEqualTo("Did you mean " + folder.resolve("demo-llm.conf") + "?");
    }

    @Test
    void shouldSayWhereRelativeNamesStartWhenNothingIsNear() {
        Problem problem = onlyProblem(Path.of("no-such-folder", "x.conf"));

        assertThat(problem.fix())
                .contains("relative names start in " + Path.of("").toAbsolutePath());
    }

    @Test
    void shouldSayThatTheFileIsAFolder() {
        assertThat(onlyProblem(folder).what()).isEqualTo("this is a folder, not a config file");
    }

    @Test
    void shouldSayThatTheFileMayNotBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("x.conf"), Written.LEAST);
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "this user reads everything");

        assertThat(onlyProblem(file).what()).isEqualTo("the config file may not be read");
    }

    @Test
    void shouldSayHowAFileOnObjectStorageReachesTheRun() {
        Problem problem = onlyProblem(Path.of("s3://bucket/run.conf"));

        assertThat(problem.what()).isEqualTo("the config file must be a local file");
        assertThat(problem.fix()).contains("--files");
    }

    @Test
    void shouldRefuseAFileThatIsNotText() throws Exception {
        Path file = Files.write(folder.resolve("x.conf"), new byte[] {'G', 'G', 'U', 'F', (byte) 0xff, (byte) 0xfe});

        assertThat(onlyProblem(file).what()).isEqualTo("the file is not UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    workspace = [1, 2;b {              | bracket or brace is still open
                    workspace = "x;b = 2"              | not closed on its line
                    a = 1;workspace = }                | Expecting a value but got '}'
                    a = 1;workspace = x }              | unbalanced close brace
                    a = 1;workspace = x@y              | Reserved character '@'
                    a = 1;workspace = ${               | was not closed with a }
                    """)
    void shouldTellOneClearSyntaxProblemWithItsLine(String lines, String what) {
        Problem problem = Written.in(folder, lines.replace(";", "\n")).problem();

        assertThat(problem.where()).matches("run\\.conf:[12]");
        assertThat(problem.what()).contains(what).doesNotContain("if you intended", "wrong token");
        assertThat(problem.fix()).isNotBlank();
    }

    @Test
    void shouldTellTheLineOfASyntaxProblem() {
        assertThat(Written.in(folder, "a = 1\n\n\nb = :").problem().where()).isEqualTo("run.conf:4");
    }

    @Test
    void shouldSayThatARequiredIncludeIsMissing() {
        Problem problem = Written.in(folder, "include required(\"nope.conf\")").problem();

        assertThat(problem.what())
                .contains("included file")
                .contains("nope.conf")
                .contains("does not exist");
    }

    @Test
    void shouldPlaceProblemsInTheIncludedFile() {
        Written.named(folder, "more.conf", "\n\nseed = x\n");

        assertThat(Written.in(folder, "include \"more.conf\"\n" + Written.LEAST)
                        .problem()
                        .where())
                .isEqualTo("more.conf:3 seed");
    }

    @Test
    void shouldRefuseAList() {
        assertThat(Written.in(folder, "[1, 2]").problem().what()).contains("a list");
    }

    @Test
    void shouldAskForTheRequiredKeysOfAnEmptyFile() {
        assertThat(Written.in(folder, "").problems())
                .extracting(Problem::where)
                .containsExactly("run.conf questions.paths", "run.conf workspace");
    }

    @Test
    void shouldEndACircleOfSubstitutions() {
        assertThat(Written.in(folder, Written.LEAST + "seed = ${task.default-type}\ntask.default-type = ${seed}")
                        .problems())
                .isNotEmpty();
    }

    @Test
    void shouldReadAFileWithAByteOrderMark() {
        assertThat(Written.in(folder, "\uFEFF" + Written.LEAST).run().workspace())
                .isEqualTo("ws");
    }

    private static Problem onlyProblem(Path file) {
        UserException e = catchThrowableOfType(UserException.class, () -> RunConfigs.read(file, Map.of()));
        assertThat(e.problems()).hasSize(1);
        return e.problems().get(0);
    }
}
