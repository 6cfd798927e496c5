package dev.twt.job;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes steps, options and keys. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Prints what bash and zsh complete by: source <(twt completion).")
final class CompletionCommand implements Callable<Integer> {
    private static final String NAME = "twt";

    /** After KEY= comes a value and no blank; zsh's compopt knows no nospace everywhere, which does no harm. */
    private static final String KEYS_WITHOUT_BLANK = """

            function _twt_completion() {
              _complete_twt "$@"
              local reply=$?
              [[ ${COMPREPLY[*]:-} == *= ]] && compopt -o nospace 2>/dev/null
              return $reply
            }
            complete -F _twt_completion -o default twt
            """;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash(NAME, spec.parent().commandLine()) + KEYS_WITHOUT_BLANK);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
