package dev.twt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.CodeConfig;
import dev.twt.config.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodeJudgeTest {
    private static final String PLUS_ONE = "def f(x):\n    return x + 1\n";

    static List<Way> ways() {
        return Way.all();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldPassARightProgramAndFailAWrongOne(Way way) throws Exception {
        CodeJudge judge = way.judge(Limits.usual());
        TestSuite tests = TestSuite.of(List.of("assert f(1) == 2", "assert f(2) == 3", "assert f(-1) == 0"));

        assertThat(judge.judge(PLUS_ONE, tests)).isEqualTo(new Verdict.Passed());
        assertThat(judge.judge("def f(x):\n    return abs(x) + 1", tests))
                .isEqualTo(new Verdict.Failed(3, "AssertionError: assert f(-1) == 0"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldLeaveNothingWhenTheCallerIsInterrupted(Way way) throws Exception {
        SandboxLimits limits = Limits.usual();
        CodeJudge judge = way.judge(limits);
        List<Throwable> thrown = new ArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                judge.judge("import time\ntime.sleep(999)", TestSuite.of(List.of("assert f(1) == 2")));
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        caller.start();
        await(() -> !processes(limits).isEmpty());
        caller.interrupt();
        caller.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(thrown).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
        await(() -> processes(limits).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldLeaveNothingWhenTheToolIsKilledFromOutside(Way way) throws Exception {
        SandboxLimits limits = Limits.usual();
        CodeJudge judge = way.judge(limits);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Verdict> verdict = thread.submit(() -> judge.judge(
                    "import os, time\nos.fork()\ntime.sleep(999)", TestSuite.of(List.of("assert f(1) == 2"))));
            // The tool, the judge, the program and its copy.
            await(() -> processes(limits).size() >= 4);
            ProcessHandle.current()
                    .children()
                    .filter(child -> processes(limits).contains("process " + child.pid()))
                    .forEach(ProcessHandle::destroyForcibly);

            assertThat(verdict.get(30, TimeUnit.SECONDS)).isInstanceOf(Verdict.Crashed.class);
            await(() -> processes(limits).isEmpty());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void shouldJudgeManyProgramsAtOnce() throws Exception {
        CodeJudge judge = any();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Verdict>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int n = i;
                calls.add(() -> judge.judge(
                        "def f(x):\n    return x + " + n, TestSuite.of(List.of("assert f(1) == " + (1 + n - n % 2)))));
            }
            List<Future<Verdict>> verdicts = threads.invokeAll(calls);
            for (int i = 0; i < verdicts.size(); i++) {
                assertThat(verdicts.get(i).get().passed()).as("program " + i).isEqualTo(i % 2 == 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What tests do with a program beyond a call and a comparison. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "def f(n): yield from range(n)|assert list(f(3)) == [0, 1, 2]",
                "def f(a): a.append(1)|a = []; f(a); assert a == [1]",
                "def f(a, key): return sorted(a, key=key)|assert f([1, 3, 2], lambda v: -v) == [3, 2, 1]",
                "def f(a, key): return sorted(a, key=key)|assert f([-1, 3, 2], abs) == [-1, 2, 3]",
                "def f(a): return {1: {'x', 'y'}, (2,): [None, 1.5, 2j, b'z', True]}|assert f(0) == {1: {'y', 'x'}, (2,): [None, 1.5, 2j, b'z', True]}",
                "def f(a): return (1, 2)|assert f(0) == (1, 2) and f(0) != [1, 2]",
                "def f(a): return float('nan')|assert f(0) != f(0)",
                "def f(a): return a|assert f('äß€😀') == 'äß€😀' and f('\\ud800') == '\\ud800'",
                "def f(a): return a ** 3000|assert f(7) == 7 ** 3000",
                "def f(a): return [a] * 200000|assert f('x') == ['x'] * 200000",
                "def f(a): raise ValueError('no')|try:\\n f(0)\\n assert False\\nexcept ValueError as e:\\n assert str(e) == 'no'",
                "import math\\ndef f(a): return math.pi|assert math.isclose(f(0), 3.14159265, rel_tol=1e-6)",
                "def sum(a, b): return a - b|assert sum(5, 2) == 3",
                "from collections import Counter, OrderedDict, deque\\ndef f(a): return [Counter(a), OrderedDict(b=1), deque(a)]|from collections import deque; assert f('aab') == [{'a': 2, 'b': 1}, {'b': 1}, deque('aab')]",
                "class P:\\n def __init__(s, x): s.x = x\\n def __eq__(s, o): return s.x == o.x|assert P(1) == P(1) and P(1) != P(2) and P(5).x == 5",
                "f = lambda g: g(1)(2)|assert f(lambda a: lambda b: (a, b)) == (1, 2)",
                "from typing import NamedTuple\\nclass T(NamedTuple):\\n a: int\\ndef f(a): return T(a)|assert f(3) == (3,)",
                "def f(a): return print(a)|assert f('shown') is None",
                "def f(a): return exit|assert callable(f(0))",
            })
    void shouldTakeWhatTestsDo(String program, String test) throws Exception {
        Verdict verdict = any().judge(unescaped(program), TestSuite.of(List.of(unescaped(test))));

        assertThat(verdict).isEqualTo(new Verdict.Passed());
    }

    @Test
    void shouldGiveTheProgramTheDefinitionsOfTheSetup() throws Exception {
        String setup = """
                import functools
                @functools.total_ordering
                class Node(object):
                    def __lt__(self, other):
                        return False

                    def __init__(self, value):
                        self.value = value
                        self.left = None
                root = Node(1)
                root.left = Node(2)
                """;
        String program = "def depth(node):\n    return 0 if node is None else 1 + depth(node.left)";

        assertThat(any().judge(program, new TestSuite(setup, List.of("assert depth(root) == 2"))))
                .isEqualTo(new Verdict.Passed());
        assertThat(any().judge(
                                "def area(r):\n    return math.pi * r * r",
                                new TestSuite("import math", List.of("assert area(1) == math.pi"))))
                .isEqualTo(new Verdict.Passed());
    }

    @Test
    void shouldTakeSetupThatUsesTheProgram() throws Exception {
        String program = "class Node:\n    def __init__(self, v):\n        self.v = v\n        self.left = None\n"
                + "def depth(node):\n    return 0 if node is None else 1 + depth(node.left)";

        assertThat(any().judge(
                                program,
                                new TestSuite(
                                        "root = Node(1)\r\nroot.left = Node(2)", List.of("assert depth(root) == 2"))))
                .isEqualTo(new Verdict.Passed());
    }

    @Test
    void shouldNameATestThatIsNoPython() throws Exception {
        assertThat(any().judge(PLUS_ONE, TestSuite.of(List.of("assert f(1) == 2", "assert f(1 == 2"))))
                .isInstanceOfSatisfying(Verdict.FaultyTests.class, faulty -> {
                    assertThat(faulty.test()).isEqualTo(2);
                    assertThat(faulty.why()).contains("SyntaxError");
                });
    }

    @Test
    void shouldNotBlameTheProgramForALibraryThatIsNotThere() throws Exception {
        assertThat(any().judge(PLUS_ONE, TestSuite.of(List.of("import no_such_library", "assert f(1) == 2"))))
                .isInstanceOf(Verdict.FaultyTests.class);
        assertThat(any().judge(PLUS_ONE, new TestSuite("import no_such_library", List.of("assert f(1) == 2"))))
                .isInstanceOf(Verdict.FaultyTests.class);
        assertThat(any().judge("import no_such_library", TestSuite.of(List.of("assert f(1) == 2"))))
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void shouldNotPassWithoutTests() throws Exception {
        assertThat(any().judge(PLUS_ONE, TestSuite.of(List.of()))).isInstanceOf(Verdict.FaultyTests.class);
        assertThat(any().judge(PLUS_ONE, TestSuite.of(List.of("", "# nothing"))))
                .isInstanceOf(Verdict.FaultyTests.class);
    }

    @Test
    void shouldSayWhatIsWrongWithAProgram() throws Exception {
        TestSuite tests = TestSuite.of(List.of("assert f(1) == 2"));

        assertThat(any().judge("def f(x)\n    return 1", tests).words())
                .startsWith("failed in the program: SyntaxError");
        assertThat(any().judge("def g(x):\n    return 1", tests).words())
                .isEqualTo("failed in test 1: NameError: name 'f' is not defined");
        assertThat(any().judge("", tests).words()).isEqualTo("failed in test 1: NameError: name 'f' is not defined");
        assertThat(any().judge("def f(x):\n    return f(x)", tests).words())
                .startsWith("failed in test 1: RecursionError");
    }

    @Test
    void shouldGiveUpAValueThatIsTooLarge() throws Exception {
        assertThat(any().judge("def f(x):\n    return 'x' * (60 << 20)", TestSuite.of(List.of("assert f(1) == 2"))))
                .isEqualTo(new Verdict.LimitHit(Verdict.Limit.MEMORY));
    }

    @Test
    void shouldRefuseWhereNoToolWorksAndSayWhyOfEach() {
        Tool absent = tool("bwrap", List.of("/nowhere/bwrap"));
        Tool refused = tool("unshare", List.of("sh", "-c", "echo unshare failed: Operation not permitted >&2; exit 1"));
        SandboxSearch search = new SandboxSearch(
                List.of(absent, refused), Caller.here(), new Python("python3", List.of(), List.of()), Limits.usual());

        assertThatThrownBy(search::find)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("bwrap: it could not be started")
                .hasMessageContaining("unshare: it could not be started: unshare failed: Operation not permitted")
                .hasMessageContaining("bubblewrap");
    }

    /** A tool that starts the program but closes nothing. */
    @Test
    void shouldRefuseAToolThatLeavesAWayOut() throws Exception {
        any();
        Tool open = new Tool() {
            @Override
            public String name() {
                return "open";
            }

            @Override
            public List<String> command(Jail jail, Caller caller, long fileBytes, List<String> program) {
                List<String> all = new ArrayList<>(program);
                all.replaceAll(argument -> argument.replace("os.chdir(\"/work\")", "os.chdir(\"/tmp\")"));
                return all;
            }
        };
        SandboxSearch search = new SandboxSearch(List.of(open), Caller.here(), Python.find("python3"), Limits.usual());

        assertThatThrownBy(search::find)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("open: failed in test 2: AssertionError: it can be read outside")
                .hasMessageContaining("/etc/passwd");
    }

    @Test
    void shouldRunNothingWhenSwitchedOff() throws Exception {
        assertThat(CodeJudge.open(config("off", "python3"))).isEmpty();
    }

    @Test
    void shouldNameAnInterpreterThatIsNotThere() {
        assertThatThrownBy(() -> CodeJudge.open(config("auto", "/nowhere/python3")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("code.python = /nowhere/python3");
        assertThatThrownBy(() -> CodeJudge.open(config("auto", "/bin/true")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is no Python 3");
    }

    private static CodeConfig config(String sandbox, String python) {
        Duration limit = Duration.ofSeconds(10);
        return new CodeConfig(sandbox, python, limit, limit, 512L << 20, 16, 16L << 20, 1L << 20);
    }

    private static Tool tool(String name, List<String> command) {
        return new Tool() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> command(Jail jail, Caller caller, long fileBytes, List<String> program) {
                return command;
            }
        };
    }

    /** The first way that works here. */
    private static CodeJudge any() throws InterruptedException {
        RuntimeException last = null;
        for (Way way : Way.all()) {
            try {
                return way.judge(Limits.usual());
            } catch (org.opentest4j.TestAbortedException e) {
                last = e;
            }
        }
        throw last;
    }

    private static String unescaped(String program) {
        return program.replace("\\n", "\n");
    }

    private static List<String> processes(SandboxLimits limits) {
        try {
            return Traces.processes(Long.toString(limits.memory()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
