package dev.twt.job;

import dev.twt.config.CodeConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.UserException;
import dev.twt.sandbox.CodeJudge;
import dev.twt.sandbox.TestSuite;
import dev.twt.sandbox.Verdict;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one program against one file of tests and prints the verdict. Needs no workspace and no Spark. */
@Command(
        name = "check-code",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        description = "Runs a Python program against its tests in a sandbox; see docs/code.md.",
        footer = {"", "Exit codes: 0 passed; 1 not passed; 2 something for you to mend, such as a fault in the tests."})
final class CheckCodeCommand implements Callable<Integer> {
    private static final int NOT_PASSED = 1;

    private final StepRunner runner;
    private boolean passed;

    @Option(names = "--program", required = true, paramLabel = "FILE", description = "The program.")
    private Path program;

    @Option(names = "--tests", required = true, paramLabel = "FILE", description = "Its tests: Python with asserts.")
    private Path tests;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A run's configuration, for its block code; default: the defaults.")
    private Path config;

    CheckCodeCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        int code = runner.run(this::check, "twt check-code --program " + program + " --tests " + tests);
        return code == ExitCode.DONE && !passed ? NOT_PASSED : code;
    }

    private void check(Console console) throws InterruptedException {
        CodeConfig code = config == null
                ? CodeConfig.usual()
                : RunConfigs.read(config, Map.of()).code();
        String text = read("--program", program);
        TestSuite suite = TestSuite.of(List.of(read("--tests", tests)));
        CodeJudge judge = CodeJudge.open(code)
                .orElseThrow(() -> new UserException(
                        "code.sandbox", "it is off, so no program is run", "Set it to auto to run this one"));
        Verdict verdict = judge.judge(text, suite);
        if (verdict instanceof Verdict.FaultyTests faulty) {
            throw new UserException("--tests " + tests, faulty.why(), "Mend the tests");
        }
        passed = verdict.passed();
        console.say(verdict.words());
    }

    private static String read(String option, Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new UserException(option + " " + file, "it is not in UTF-8", "Write it in UTF-8");
        } catch (IOException e) {
            throw new UserException(
                    option + " " + file, "it cannot be read", "Name a file that is there and that you may read");
        }
    }
}
