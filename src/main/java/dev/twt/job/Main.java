package dev.twt.job;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The main class: {@code twt STEP --config FILE [--set KEY=VALUE]... [--quiet]}, the same from spark-submit. */
public final class Main {
    private Main() {}

    /**
     * The command line.
     *
     * @param args the words behind twt
     */
    public static void main(String[] args) {
        Logging.configure();
        int code = execute(args, TwtPipeline::create, System.out, System.err);
        // Under spark-submit a step that is done returns: System.exit would end a cluster's application early.
        if (code != ExitCode.DONE || !SparkSubmit.isAround(System.getProperties())) {
            System.exit(code);
        }
    }

    /**
     * Runs one command to its end.
     *
     * @param args the words behind twt
     * @param factory makes what runs a step
     * @param out gets results and progress
     * @param err gets remarks and problems
     * @return 0 done; 1 a fault of the program; 2 the user's to mend; 3 ended early on purpose
     */
    static int execute(String[] args, PipelineFactory factory, PrintStream out, PrintStream err) {
        return execute(args, new StepRunner(factory, out, err, Terminal.detect(), Interruption.PATIENCE), out, err);
    }

    static int execute(String[] args, StepRunner runner, PrintStream out, PrintStream err) {
        PrintWriter outWriter = new PrintWriter(out, true, Charset.defaultCharset());
        PrintWriter errWriter = new PrintWriter(err, true, Charset.defaultCharset());
        return TwtCommand.line(runner)
                .setOut(outWriter)
                .setErr(errWriter)
                .setParameterExceptionHandler((e, given) -> refuse(e))
                .execute(args);
    }

    /** A command line that cannot be understood: what is wrong with it and where help is. */
    private static int refuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err) && command.getParent() == null) {
            command.usage(err);
        } else {
            err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USER;
    }
}
