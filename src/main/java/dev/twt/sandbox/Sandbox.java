package dev.twt.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A tool with an interpreter; starts processes closed in. */
final class Sandbox {
    private final Tool tool;
    private final Caller caller;
    private final Python python;
    private final Jail jail;

    Sandbox(Tool tool, Caller caller, Python python) {
        this.tool = tool;
        this.caller = caller;
        this.python = python;
        this.jail = Jail.of(python);
    }

    String tool() {
        return tool.name();
    }

    /**
     * Runs Python code.
     *
     * @param code text of the code
     * @param arguments of the code
     * @param input its standard input
     */
    Ran run(String code, List<String> arguments, byte[] input, SandboxLimits limits)
            throws IOException, InterruptedException {
        List<String> program = new ArrayList<>(List.of(python.executable(), "-I", "-S", "-c", code));
        program.addAll(arguments);
        program.addAll(python.packages());
        return ConfinedProcess.run(tool.command(jail, caller, limits.fileSize(), program), input, limits);
    }
}
