package dev.twt.job;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a step: says which steps there are. */
@Command(
        name = "twt",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "STEP",
        description = "Thinking without Tokens on Spark: teachers answer, DCRS selects, a student learns.",
        footer = {
            "",
            "Exit codes: 0 done; 1 a fault of the program; 2 something for you to mend;",
            "3 ended early on purpose, everything kept. Keys: docs/config.md.",
            "The page of a step: twt help STEP."
        })
final class TwtCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which step?");
    }

    private static Object command(Step step, StepRunner runner) {
        return switch (step) {
            case SELECT -> new SelectCommand(runner);
            case EXPORT -> new ExportCommand(runner);
            case TRAIN -> new TrainCommand(runner);
            case EVALUATE -> new EvaluateCommand(runner);
            case AUDIT -> new AuditCommand(runner);
            case COMPARE -> new CompareCommand(runner);
            default -> new StepCommand(step, runner);
        };
    }

    /** The command with its steps, ready to execute. */
    static CommandLine line(StepRunner runner) {
        CommandLine line = new CommandLine(new TwtCommand());
        for (Step step : Step.values()) {
            CommandLine sub = new CommandLine(command(step, runner));
            sub.getCommandSpec().usageMessage().description(step.description());
            line.addSubcommand(step.command(), sub);
        }
        line.addSubcommand(new ServeCommand(runner, System.getenv()));
        line.addSubcommand(new CheckCodeCommand(runner));
        line.addSubcommand(ToyCommand.line(runner));
        line.addSubcommand(new HelpCommand());
        line.addSubcommand(new CompletionCommand());
        // An argument that begins with @ is one, and a value keeps its quotes: the shell has taken its own.
        return line.setExpandAtFiles(false).setTrimQuotes(false);
    }
}
