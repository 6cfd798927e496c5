package dev.twt.job;

import dev.twt.config.TeacherConfig;
import dev.twt.generation.Funds;
import dev.twt.generation.GenerationProgress;
import dev.twt.generation.GenerationResult;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import dev.twt.generation.batch.BatchResult;
import dev.twt.generation.batch.Batches;
import dev.twt.generation.governor.Reservation;
import dev.twt.generation.governor.SpendingFigures;
import dev.twt.task.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Generation where some teachers are asked in batches: batches are submitted first, the other teachers answer meanwhile,
 * and then the batches are waited for.
 */
final class BatchedGeneration {
    /** Asks teachers one request at a time. */
    @FunctionalInterface
    interface Online {
        GenerationResult ask(Dataset<Row> questions, Round round, Funds funds);
    }

    private final RunContext run;
    private final StopSignal signal;
    private final Funds funds;

    BatchedGeneration(RunContext run, StopSignal signal, Funds funds) {
        this.run = run;
        this.signal = signal;
        this.funds = funds;
    }

    /** How both ended. */
    record Ended(GenerationResult result, long openBatches, long openRequests) {
        /** What goes on at providers, in words; empty if nothing does. */
        String words() {
            return openBatches == 0
                    ? ""
                    : ". " + openBatches + " batches with " + openRequests + " requests go on at the provider; the same"
                            + " command fetches what they answer and buys nothing again (twt cancel-batches ends them)";
        }
    }

    Ended run(Dataset<Row> questions, Round round, Online online) {
        try (Batches batches = open(round)) {
            batches.submit(questions, funds);
            Optional<GenerationResult> asked = online(questions, round, online, batches.reserved());
            SpendingFigures spending =
                    asked.map(GenerationResult::spending).orElseGet(() -> new SpendingFigures(0, 0, 0, 0, 0));
            Funds left = with(new Reservation(spending.uncertainTokens(), spending.uncertainUsd()));
            BatchResult batched = batches.finish(questions, left);
            return new Ended(together(asked, batched, spending), batched.openBatches(), batched.openRequests());
        }
    }

    /** Has every batch of the workspace ended, and what it had answered recorded. */
    Map<String, Object> cancel() {
        try (Batches batches = open(Round.first(run.config().teachers()))) {
            BatchResult result = batches.cancel();
            result.stoppedTeachers().forEach((teacher, why) -> run.console().note("Teacher " + teacher + ": " + why));
            run.console()
                    .say(
                            result.openBatches() == 0
                                    ? "No batch is at a provider now. What was answered is recorded; to ask the rest"
                                            + " otherwise, set batch.enabled = false and say twt generate."
                                    : result.openBatches()
                                            + " batches have not ended yet; say the same command again.");
            return Map.of("openBatches", result.openBatches());
        }
    }

    private Batches open(Round round) {
        return new Batches(
                run.spark(),
                run.workspace(),
                run.config().generation(),
                run.config().seed(),
                Tasks::named,
                round,
                run.config().teachers(),
                signal,
                run.console().quiet() ? words -> {} : run.console()::note);
    }

    private Optional<GenerationResult> online(
            Dataset<Row> questions, Round round, Online online, Reservation reserved) {
        List<TeacherConfig> teachers = round.teachers().stream()
                .filter(teacher -> !teacher.batch().enabled())
                .toList();
        return teachers.isEmpty()
                ? Optional.empty()
                : Optional.of(online.ask(questions, round.of(teachers), with(reserved)));
    }

    private Funds with(Reservation more) {
        return new Funds(funds.budget(), funds.uncertainUsd() + more.usd(), funds.uncertainTokens() + more.tokens());
    }

    private GenerationResult together(Optional<GenerationResult> asked, BatchResult batched, SpendingFigures spending) {
        Map<String, String> stopped = new HashMap<>(batched.stoppedTeachers());
        Map<String, String> exhausted = new HashMap<>(batched.exhausted());
        asked.ifPresent(result -> {
            stopped.putAll(result.stoppedTeachers());
            exhausted.putAll(result.exhausted());
        });
        return new GenerationResult(
                asked.map(GenerationResult::runId).orElse(""),
                inOrder(Stream.concat(
                                asked.stream().flatMap(result -> result.teachers().stream()),
                                batched.teachers().stream())
                        .toList()),
                stopped,
                exhausted,
                batched.interrupted()
                        || asked.map(GenerationResult::interrupted).orElse(false),
                asked.map(GenerationResult::brokenSegments).orElse(List.of()),
                spending,
                asked.flatMap(GenerationResult::notice));
    }

    private List<GenerationProgress> inOrder(List<GenerationProgress> teachers) {
        return run.config().teachers().stream()
                .flatMap(config -> teachers.stream().filter(t -> t.teacher().equals(config.name())))
                .toList();
    }
}
