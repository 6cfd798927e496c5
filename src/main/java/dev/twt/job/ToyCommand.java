package dev.twt.job;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the closed tiny world of make demo. */
@Command(
        name = "toy",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "WHAT",
        description = "Makes the closed tiny world of make demo: questions, models, teachers; see docs/demo.md.")
final class ToyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine line(StepRunner runner) {
        return new CommandLine(new ToyCommand())
                .addSubcommand(new ToyWorldCommand(runner))
                .addSubcommand(new ToyModelCommand(runner))
                .addSubcommand(new ToyTeacherCommand(runner))
                .addSubcommand(new ToyExamCommand(runner));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be made: world, model, teacher or exam?");
    }
}
