package dev.twt.sandbox;

import dev.twt.config.CodeConfig;
import dev.twt.config.UserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the tool that works here by trying each for real. */
final class SandboxSearch {
    private static final List<Tool> TOOLS = List.of(new Bubblewrap(), new Unshare());
    /** A machine under load starts slowly, and that is no reason to refuse a tool. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Tool> tools;
    private final Caller caller;
    private final Python python;
    private final SandboxLimits limits;

    SandboxSearch(List<Tool> tools, Caller caller, Python python, SandboxLimits limits) {
        this.tools = List.copyOf(tools);
        this.caller = caller;
        this.python = python;
        this.limits = limits;
    }

    static SandboxSearch of(CodeConfig code) {
        List<Tool> tools = TOOLS.stream()
                .filter(tool -> code.sandbox().equals("auto") || code.sandbox().equals(tool.name()))
                .toList();
        return new SandboxSearch(tools, Caller.here(), Python.find(code.python()), SandboxLimits.of(code));
    }

    /** @throws UserException that says of each tool why it does not work */
    CodeJudge find() throws InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (Tool tool : tools) {
            Sandbox sandbox = new Sandbox(tool, caller, python);
            Optional<String> why = refusal(sandbox);
            if (why.isEmpty()) {
                return new CodeJudge(sandbox, limits);
            }
            reasons.add(tool.name() + ": " + why.get());
        }
        throw new UserException(
                "code.sandbox",
                "programs cannot be run safely here, so none is run (" + String.join("; ", reasons) + ")",
                "Install the package bubblewrap (0.7 or later) and allow user namespaces (docs/code.md says how), or"
                        + " write code.sandbox = off to go without tests");
    }

    /** Why a tool is of no use here; empty if it holds what it has to. */
    private Optional<String> refusal(Sandbox sandbox) throws InterruptedException {
        SandboxLimits patient = new SandboxLimits(
                PATIENCE, PATIENCE, limits.memory(), limits.processes(), limits.fileSize(), limits.output());
        try {
            Verdict verdict = new CodeJudge(sandbox, patient).judge(Trial.program(limits), Trial.tests());
            return verdict.passed() ? Optional.empty() : Optional.of(verdict.words());
        } catch (UserException e) {
            return Optional.of(e.problems().get(0).what());
        }
    }
}
