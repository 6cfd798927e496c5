package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Every command of twt in the documents is one that twt understands: its step, its options, its keys. What is run
 * through spark-submit is parsed as well; nothing is run.
 */
class DocumentedCommandsTest {
    /** Configurations that the reader writes. */
    private static final Set<String> OF_THE_READER = Set.of("mine.conf", "run.conf", "conf/my.conf", "FILE");

    /** In a block with its path: a line that begins with twt alone may be what was printed. */
    private static final Pattern TWT = Pattern.compile("^(?:\\$ |nohup |time )*(?:[A-Z_]+=\\S+ )*\\S*/twt (.*)");

    private static final Pattern IN_A_SENTENCE = Pattern.compile("^(?:\\S*/)?twt ((?!\\.\\.\\.).*)");
    private static final Pattern SUBMIT = Pattern.compile("spark-submit .*?\\S+\\.jar +(.*)");

    /** A word of a synopsis stands for something else. */
    private static final Pattern SYNOPSIS = Pattern.compile("(^|.* )(STEP|WHAT|\\[--.*|\\.\\.\\.)( .*|$)");

    private static final Pattern BLOCK =
            Pattern.compile("(teachers|evaluate\\.models)\\.([A-Za-z0-9_-]+)\\..*|train\\.method-teacher=(.*)");

    /** Keys without which others would be refused. */
    private static final String USUAL = """
            workspace = ws
            questions = q.jsonl
            teachers.any.model = m.gguf
            train.base-model = m.gguf
            """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> shouldUnderstandEveryCommandInABlock() throws IOException {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.blocks().stream()
                        .flatMap(block -> lines(block).stream())
                        .flatMap(line -> arguments(line, TWT, SUBMIT))
                        .distinct()
                        .map(command -> DynamicTest.dynamicTest(page + ": " + command, () -> check(command, false))));
    }

    @TestFactory
    Stream<DynamicTest> shouldUnderstandEveryCommandInASentence() throws IOException {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.inlineCode().stream()
                        .flatMap(code -> arguments(code, IN_A_SENTENCE))
                        .distinct()
                        .map(command -> DynamicTest.dynamicTest(page + ": " + command, () -> check(command, true))));
    }

    @TestFactory
    Stream<DynamicTest> shouldUnderstandTheExamplesOfEveryPage() {
        return line().getSubcommands().values().stream()
                .flatMap(command -> new ManualPage(command)
                        .section(ManualPage.EXAMPLES)
                        .lines()
                        .flatMap(example -> arguments(example, IN_A_SENTENCE)))
                .map(command -> DynamicTest.dynamicTest(command, () -> check(command, false)));
    }

    @Test
    void shouldFindMistakes() {
        assertThat(mistake("generat --config mine.conf")).contains("generat");
        assertThat(mistake("generate --conifg mine.conf")).contains("--con");
        assertThat(mistake("plan --config yours.conf")).contains("yours.conf");
        assertThat(mistake("plan --config mine.conf --set sead=7")).contains("sead");
        assertThat(mistake("plan")).contains("--config");
        assertThat(mistake("plan --config mine.conf --set seed=7 --quiet")).isEmpty();
        assertThat(mistake("serve --model m.gguf --prot 80")).contains("--prot");
    }

    private String mistake(String command) {
        try {
            check(command, false);
            return "";
        } catch (Exception | AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A command may go on behind a backslash. */
    private static List<String> lines(List<String> block) {
        return String.join("\n", block)
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .map(String::strip)
                .toList();
    }

    /** What follows twt, if the line is a command of twt. */
    private static Stream<String> arguments(String line, Pattern... commands) {
        return Stream.of(commands)
                .flatMap(command -> command.matcher(line).results())
                .map(found -> found.group(1))
                .limit(1);
    }

    private static CommandLine line() {
        return TwtCommand.line(new StepRunner(null, System.out, System.err, Terminal.NONE, Interruption.PATIENCE));
    }

    private void check(String command, boolean mayBeShort) throws IOException {
        List<String> args = ShellWords.of(command);
        if (SYNOPSIS.matcher(command).matches()) {
            args = args.subList(0, 1);
        }
        assertThat(args.get(0))
                .satisfiesAnyOf(
                        word -> assertThat(line().getSubcommands()).containsKey(word),
                        word -> assertThat(word).isIn("STEP", "--help", "--version"));
        if (args.size() == 1 && (mayBeShort || SYNOPSIS.matcher(command).matches())) {
            return;
        }
        try {
            line().parseArgs(args.toArray(new String[0]));
        } catch (UnmatchedArgumentException e) {
            throw e;
        } catch (ParameterException e) {
            if (!mayBeShort) {
                throw e; // in a sentence N may stand for a number, and the configuration may be left out
            }
            return;
        }
        checkKeys(args);
    }

    /** The configuration that the command names has to be there, or the reader's, and to take what is set. */
    private void checkKeys(List<String> args) throws IOException {
        int config = args.indexOf("--config");
        if (config < 0
                || Arrays.stream(Step.values()).noneMatch(step -> step.command().equals(args.get(0)))) {
            return;
        }
        List<String> own = new ArrayList<>(args);
        own.set(config + 1, sample(args.get(config + 1), args).toString());
        Captured err = new Captured();
        int code = Main.execute(
                own.toArray(new String[0]),
                (effective, console) -> new FakePipeline(() -> {}),
                new Captured().stream(),
                err.stream());
        assertThat(code).as(err.text()).isZero();
    }

    private Path sample(String named, List<String> args) throws IOException {
        String text = USUAL;
        if (!OF_THE_READER.contains(named)) {
            assertThat(Path.of(named)).exists();
            text = Files.readString(Path.of(named)).replaceAll("\\$\\{TWT_DATA\\}", "data");
        }
        StringBuilder more = new StringBuilder("\n");
        for (String arg : args) {
            var block = BLOCK.matcher(arg);
            if (block.matches()) {
                more.append(
                                block.group(1) == null
                                        ? "teachers." + block.group(3)
                                        : block.group(1) + "." + block.group(2))
                        .append(".model = m.gguf\n");
            }
        }
        return Files.writeString(Files.createTempFile(folder, "sample", ".conf"), text + more);
    }
}
