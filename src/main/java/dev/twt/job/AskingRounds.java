package dev.twt.job;

import dev.twt.config.GenerationConfig;
import dev.twt.config.RoundsConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TeacherConfig;
import dev.twt.generation.GenerationProgress;
import dev.twt.generation.GenerationResult;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rejection sampling as a loop: the first round asks every question, each further one those that still have too few good
 * answers, until none is left, the rounds end, or nobody can be asked any more.
 */
final class AskingRounds {
    private final RunContext run;
    private final RoundsConfig rounds;
    private final StopSignal signal;
    private final BatchedGeneration.Online online;
    private final UncertainSpend uncertain;
    private final OpenQuestions open;
    private final Set<String> givenUp = new HashSet<>();
    private final Set<String> noticed = new HashSet<>();
    private final List<GenerationResult> results = new ArrayList<>();

    /** @param open which questions are open before a further round */
    AskingRounds(
            RunContext run,
            StopSignal signal,
            UncertainSpend uncertain,
            OpenQuestions open,
            BatchedGeneration.Online online) {
        this.run = run;
        this.rounds = run.config().rounds();
        this.signal = signal;
        this.uncertain = uncertain;
        this.open = open;
        this.online = online;
    }

    /**
     * Asks.
     *
     * @param questions that the first round asks
     * @return how each round ended
     * @throws StoppedEarly if something is left to ask that was not asked; what was answered is recorded
     */
    List<GenerationResult> ask(Dataset<Row> questions) {
        if (rounds.further()) {
            open.check();
        }
        ask(round(0), questions);
        for (int number = 1; number < rounds.most(); number++) {
            Dataset<Row> still = stillOpen(number);
            if (open.count(number) == 0) {
                say("Every question has "
                        + (open.enough() == 1 ? "a good answer" : open.enough() + " good answers or more")
                        + " after round " + number + " of " + rounds.most());
                break;
            }
            Round round = round(number);
            if (!round.teachers().isEmpty()) {
                say(words(round));
            }
            ask(round, still);
        }
        return results;
    }

    private Round round(int number) {
        return new Round(
                number,
                rounds.asked(number, run.config().teachers()).stream()
                        .filter(teacher -> !givenUp.contains(teacher.name()))
                        .toList());
    }

    private Dataset<Row> stillOpen(int number) {
        if (signal.requested()) {
            throw interrupted(kept());
        }
        try {
            return open.write(number);
        } catch (RuntimeException e) {
            if (signal.requested()) {
                // The signal has ended Spark's jobs, those as well that look for what is open.
                throw interrupted(kept());
            }
            throw e;
        }
    }

    private void ask(Round round, Dataset<Row> questions) {
        if (round.teachers().isEmpty()) {
            if (round.number() == 0 && givenUp.isEmpty()) {
                return; // The first round's answers are imported.
            }
            throw new StoppedEarly("every teacher of round " + (round.number() + 1) + " was given up", kept());
        }
        BatchedGeneration.Ended ended =
                new BatchedGeneration(run, signal, uncertain.funds()).run(questions, round, online);
        GenerationResult result = ended.result();
        results.add(result);
        result.notice().filter(noticed::add).ifPresent(run.console()::note);
        uncertain.add(result.spending());
        result.brokenSegments()
                .forEach(file ->
                        run.console().note("A part of the ledger could not be read and was asked again: " + file));
        endEarly(round, ended);
    }

    /** Ends the step where a round did not come to its end. */
    private void endEarly(Round round, BatchedGeneration.Ended ended) {
        GenerationResult result = ended.result();
        String kept = kept(round, result) + ended.words();
        if (result.interrupted()) {
            throw interrupted(kept);
        }
        result.stoppedTeachers()
                .forEach((teacher, reason) -> run.console().note("Teacher " + teacher + " was given up: " + reason));
        givenUp.addAll(result.stoppedTeachers().keySet());
        if (givenUp.containsAll(names(round))) {
            throw new StoppedEarly("every teacher was given up", kept);
        }
        if (!result.exhausted().isEmpty()) {
            String reasons =
                    result.exhausted().values().stream().distinct().sorted().collect(Collectors.joining("; "));
            throw new StoppedEarly(reasons, kept);
        }
        if (ended.openBatches() > 0) {
            throw new StoppedEarly("batches are submitted and not waited for", kept);
        }
        new FailedRequests(run).words(result.teachers()).forEach(run.console()::note);
        if (FailedRequests.all(result.teachers())) {
            throw new StoppedEarly("every request failed", kept);
        }
    }

    private static StoppedEarly interrupted(String kept) {
        return new StoppedEarly("you asked for it", kept);
    }

    private static List<String> names(Round round) {
        return round.teachers().stream().map(TeacherConfig::name).toList();
    }

    private String kept() {
        return "what was answered is recorded in " + run.workspace().responses() + " and will not be asked again";
    }

    private String kept(Round round, GenerationResult result) {
        GenerationConfig rules = run.config().generation();
        long again = sum(
                result,
                teacher -> (rules.retryFailed() ? teacher.failed() : 0)
                        + (rules.retryTruncated() ? teacher.truncated() : 0));
        return sum(result, GenerationProgress::done) - again + " of " + sum(result, GenerationProgress::planned)
                + " answers " + (rounds.further() ? "of round " + (round.number() + 1) + " " : "")
                + "are recorded in " + run.workspace().responses() + " and will not be asked again"
                + (again == 0 ? "" : "; " + again + " that failed or were cut off will be");
    }

    private static long sum(GenerationResult result, ToLongFunction<GenerationProgress> figure) {
        return result.teachers().stream().mapToLong(figure).sum();
    }

    private void say(String text) {
        if (!run.console().quiet()) {
            run.console().say(text);
        }
    }

    private String words(Round round) {
        return String.format(
                Locale.ROOT,
                "Round %d of %d: %,d of %,d questions have %s; asking %s",
                round.number() + 1,
                rounds.most(),
                open.count(round.number()),
                open.all(),
                tooFew(open.enough()),
                round.teachers().stream().map(AskingRounds::words).collect(Collectors.joining(", ")));
    }

    /** Of how many good answers. */
    static String tooFew(int enough) {
        return enough == 1 ? "no good answer" : "fewer than " + enough + " good answers";
    }

    /** How a teacher is asked. */
    static String words(TeacherConfig teacher) {
        return String.format(
                Locale.ROOT,
                "%s (%,d %s, temperature %s)",
                teacher.name(),
                teacher.samples(),
                teacher.samples() == 1 ? "sample" : "samples",
                teacher.sampling().temperature());
    }
}
