package dev.twt.job;

import dev.twt.config.StoppedEarly;
import dev.twt.generation.GenerationResult;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Has every request of a round answered, or ends the step with what was answered recorded. */
final class WholeRound {
    private final RunContext run;
    private final StopSignal signal;
    private final UncertainSpend uncertain;

    WholeRound(RunContext run, StopSignal signal, UncertainSpend uncertain) {
        this.run = run;
        this.signal = signal;
        this.uncertain = uncertain;
    }

    /** @throws StoppedEarly if a request has no row in the ledger in the end */
    void ask(Dataset<Row> questions, Round round) {
        if (signal.requested()) {
            throw interrupted();
        }
        BatchedGeneration.Ended ended = new BatchedGeneration(run, signal, uncertain.funds())
                .run(questions, round, new OnlineGeneration(run, signal));
        GenerationResult result = ended.result();
        uncertain.add(result.spending());
        result.notice().ifPresent(run.console()::note);
        result.brokenSegments()
                .forEach(file ->
                        run.console().note("A part of the ledger could not be read and was asked again: " + file));
        if (result.interrupted()) {
            throw interrupted();
        }
        if (!result.stoppedTeachers().isEmpty()) {
            throw new StoppedEarly(
                    result.stoppedTeachers().entrySet().stream()
                            .map(stopped -> stopped.getKey() + " was given up: " + stopped.getValue())
                            .sorted()
                            .collect(Collectors.joining("; ")),
                    kept(ended));
        }
        if (!result.exhausted().isEmpty()) {
            throw new StoppedEarly(
                    result.exhausted().values().stream().distinct().sorted().collect(Collectors.joining("; ")),
                    kept(ended));
        }
        if (ended.openBatches() > 0) {
            throw new StoppedEarly("batches are submitted and not waited for", kept(ended));
        }
    }

    private StoppedEarly interrupted() {
        return new StoppedEarly("you asked for it", kept());
    }

    private String kept(BatchedGeneration.Ended ended) {
        return kept() + ended.words();
    }

    private String kept() {
        return "what was answered is recorded in " + run.workspace().responses() + " and will not be asked again";
    }
}
