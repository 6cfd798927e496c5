package dev.twt.job;

import dev.twt.config.EffectiveConfig;
import dev.twt.config.RunConfigs;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.slf4j.LoggerFactory;

/** Runs one step from its request to its exit code. */
final class StepRunner {
    private final PipelineFactory factory;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final Duration patience;

    /**
     * @param patience time a step has to end after Ctrl-C
     */
    StepRunner(PipelineFactory factory, PrintStream out, PrintStream err, Terminal terminal, Duration patience) {
        this.factory = factory;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.patience = patience;
    }

    /** What the command line does beside steps. */
    interface Work {
        void on(Console console) throws Exception;
    }

    /**
     * Does what needs no configuration file, with the screens and exit codes of a step.
     *
     * @param goOn the command that asks for the same again
     */
    int run(Work work, String goOn) {
        try {
            work.on(new Console(out, err, false, terminal));
            return ExitCode.DONE;
        } catch (Throwable e) {
            return report(e, goOn, false);
        }
    }

    /** What a step throws, Spark's undeclared checked exceptions included, becomes a screen and an exit code. */
    int run(StepRequest request) {
        return run(request, request.step()::on);
    }

    /** The same with something else than the step itself, such as a look at what it left. */
    int run(StepRequest request, Consumer<Pipeline> work) {
        try {
            SubmittedFiles files = new SubmittedFiles(new SparkConf());
            EffectiveConfig config = RunConfigs.effective(request.config().found(files::find), request.overrides());
            try (Pipeline pipeline = factory.create(config, new Console(out, err, request.quiet(), terminal))) {
                return run(request, pipeline, work);
            }
        } catch (Throwable e) {
            return report(e, request.command(), false);
        }
    }

    private int run(StepRequest request, Pipeline pipeline, Consumer<Pipeline> work) {
        Interruption interruption = Interruption.install(pipeline::stop, patience, request.command(), err);
        try (interruption) {
            work.accept(pipeline);
            return ExitCode.DONE;
        } catch (Throwable e) {
            return report(e, request.command(), interruption.asked());
        }
    }

    private int report(Throwable thrown, String goOn, boolean asked) {
        Failure failure = Failure.of(thrown);
        if (failure instanceof Failure.Fault) {
            LoggerFactory.getLogger(StepRunner.class).error("The step failed", thrown);
            // What breaks while a step is being stopped, such as a cancelled job, is no fault.
            failure = asked ? new Failure.Stopped("you asked for it", "What was published is kept") : failure;
        }
        err.println(new ErrorScreen(terminal.width()).of(failure, goOn));
        err.flush();
        if (failure instanceof Failure.Mendable) {
            return ExitCode.USER;
        }
        return failure instanceof Failure.Stopped ? ExitCode.STOPPED : ExitCode.FAULT;
    }
}
