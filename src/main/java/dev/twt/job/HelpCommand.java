package dev.twt.job;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints the page of a step; without a step the list of steps. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Prints the page of a step: what it reads and writes, options, exit codes, examples.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STEP", arity = "0..*", description = "A step, such as generate, or toy world.")
    private List<String> words;

    @Override
    public Integer call() {
        CommandLine command = spec.parent().commandLine();
        for (String word : words == null ? List.<String>of() : words) {
            CommandLine sub = command.getSubcommands().get(word);
            if (sub == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = sub;
        }
        if (command.getParent() == null) {
            command.usage(spec.commandLine().getOut());
        } else {
            spec.commandLine().getOut().print(new ManualPage(command).text());
            spec.commandLine().getOut().flush();
        }
        return ExitCode.DONE;
    }
}
