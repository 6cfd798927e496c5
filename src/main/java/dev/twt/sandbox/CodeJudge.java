package dev.twt.sandbox;

import dev.twt.config.CodeConfig;
import dev.twt.config.UserException;
import java.io.IOException;
import java.util.Optional;

/**
 * Runs programs against the tests of their questions, each closed in for itself. For use by any number of threads at
 * once; a caller that is interrupted leaves nothing behind.
 */
public final class CodeJudge {
    private final Sandbox sandbox;
    private final SandboxLimits limits;

    CodeJudge(Sandbox sandbox, SandboxLimits limits) {
        this.sandbox = sandbox;
        this.limits = limits;
    }

    /**
     * A judge with the first tool that really works here, tried with a program that looks for ways out. Empty where
     * {@code code.sandbox = off}: then no program is run.
     *
     * @throws UserException if there is no such interpreter, or no tool works: a program is never run in the open
     */
    public static Optional<CodeJudge> open(CodeConfig code) throws InterruptedException {
        return code.sandbox().equals("off")
                ? Optional.empty()
                : Optional.of(SandboxSearch.of(code).find());
    }

    /** The tool that closes programs in, as {@code code.sandbox} names it. */
    public String tool() {
        return sandbox.tool();
    }

    /**
     * Runs a program against all tests of its question, in one sandbox.
     *
     * @throws UserException if the sandbox itself cannot be started
     */
    public Verdict judge(String program, TestSuite tests) throws InterruptedException {
        String nonce = Harness.nonce();
        Ran ran = run(Harness.input(nonce, program, tests));
        if (!HarnessAnswer.started(ran) && ran.stop() == Ran.Stop.NONE) {
            throw failed(ran.err().lines().findFirst().orElse("it says nothing"));
        }
        return HarnessAnswer.verdict(ran, nonce);
    }

    private Ran run(byte[] input) throws InterruptedException {
        try {
            return sandbox.run(Harness.code(), Harness.arguments(limits), input, limits);
        } catch (IOException e) {
            throw failed(e.getMessage());
        }
    }

    private UserException failed(String why) {
        return new UserException(
                "code.sandbox (" + sandbox.tool() + ")",
                "it could not be started: " + why.strip(),
                "See that namespaces may be made here (sysctl user.max_user_namespaces), or choose another tool");
    }
}
