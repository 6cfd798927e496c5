package dev.twt.generation.batch;

import dev.twt.dataset.StorageProblems;
import dev.twt.generation.StopSignal;
import dev.twt.generation.governor.Reservation;
import dev.twt.teacher.batch.BatchFault;
import dev.twt.teacher.batch.BatchState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks at open batches until they have ended, and has recorded what they brought. */
final class Following {
    private static final Reservation NOTHING = new Reservation(0, 0);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);

    private final Map<String, Provider> providers;
    private final BatchShelf shelf;
    private final Recording recording;
    private final StopSignal signal;
    private final Consumer<String> says;
    private final Map<String, BatchFigures> figures = new HashMap<>();
    private final Map<String, BatchState> seen = new HashMap<>();
    private long saidAt;
    private boolean said;
    private boolean cancelling;

    Following(
            Map<String, Provider> providers,
            BatchShelf shelf,
            Recording recording,
            StopSignal signal,
            Consumer<String> says) {
        this.providers = providers;
        this.shelf = shelf;
        this.recording = recording;
        this.signal = signal;
        this.says = says;
    }

    /** What the teacher's batches have brought in this command. */
    BatchFigures figures(String teacher) {
        return figures.getOrDefault(teacher, BatchFigures.NONE);
    }

    /** Looks until all have ended, the user wants to stop, or, for teachers that do not wait, once. */
    void untilEnded() {
        Duration wait = FIRST_WAIT;
        while (true) {
            once();
            List<BatchRecord> open = waitedFor();
            if (open.isEmpty() || signal.requested()) {
                return;
            }
            say(open);
            Duration longest = open.stream()
                    .map(batch ->
                            providers.get(batch.teacher()).teacher().batch().pollInterval())
                    .min(Duration::compareTo)
                    .orElseThrow();
            wait = wait.compareTo(longest) < 0 ? wait : longest;
            Patience.wait(wait, signal);
            wait = wait.multipliedBy(2);
        }
    }

    private List<BatchRecord> waitedFor() {
        return open().stream()
                .filter(batch ->
                        providers.get(batch.teacher()).teacher().batch().await())
                .toList();
    }

    private List<BatchRecord> open() {
        return shelf.open(providers::containsKey).stream()
                .filter(batch -> providers.get(batch.teacher()).givenUp().isEmpty())
                .toList();
    }

    /** Brings every open batch as far as it goes now. */
    void once() {
        for (BatchRecord batch : open()) {
            if (signal.requested()) {
                return;
            }
            Provider provider = providers.get(batch.teacher());
            if (provider.givenUp().isPresent()) {
                continue;
            }
            BatchRecord made = batch.stage() == Stage.UPLOADED ? make(batch, provider) : batch;
            BatchRecord ended = made.stage() == Stage.SUBMITTED ? look(made, provider) : made;
            if (ended.stage() == Stage.ENDED) {
                record(ended, provider);
            }
        }
    }

    private BatchRecord make(BatchRecord batch, Provider provider) {
        if (!cancelling) {
            return provider.make(batch, others(batch));
        }
        BatchRecord known = batch.doubtful() ? provider.make(batch, true) : batch;
        if (known.stage() == Stage.SUBMITTED) {
            provider.cancel(known);
        } else if (!known.doubtful()) {
            shelf.drop(known);
        }
        return known;
    }

    /** From now on batches are ended and none is made. */
    void cancel() {
        cancelling = true;
        open().stream()
                .filter(batch -> batch.stage() == Stage.SUBMITTED)
                .forEach(batch -> providers.get(batch.teacher()).cancel(batch));
    }

    private boolean others(BatchRecord batch) {
        return open().stream()
                .anyMatch(other -> other.stage() == Stage.SUBMITTED
                        && other.teacher().equals(batch.teacher())
                        && !other.name().equals(batch.name()));
    }

    private BatchRecord look(BatchRecord batch, Provider provider) {
        Optional<BatchState> state = provider.look(batch);
        state.ifPresent(now -> seen.put(batch.name(), now));
        if (state.isEmpty() || !state.get().ended()) {
            return batch;
        }
        if (state.get().full()) {
            return provider.full(batch, state.get().error(), others(batch));
        }
        BatchRecord ended = batch.ended(
                state.get().outputFile().orElse(""),
                state.get().errorFile().orElse(""),
                state.get().status(),
                state.get().endedAt().orElseGet(Instant::now).truncatedTo(ChronoUnit.MICROS));
        shelf.write(ended);
        if (ended.status().equals("failed")
                && ended.outputFile().isEmpty()
                && ended.errorFile().isEmpty()) {
            // Refused as a whole: nothing was run, and the same file would be refused again.
            shelf.write(ended.closed(NOTHING));
            provider.giveUp("its batch " + batch.batch() + " was refused: "
                    + (state.get().error().isEmpty()
                            ? state.get().errorCode()
                            : state.get().error()));
            return batch.closed(NOTHING);
        }
        return ended;
    }

    private void record(BatchRecord batch, Provider provider) {
        try {
            BatchFigures brought = recording.record(batch, provider.teacher(), provider.client());
            figures.merge(batch.teacher(), brought, BatchFigures::plus);
            says.accept(batch.teacher() + ": batch " + batch.batch() + " " + batch.status() + ": " + brought.words());
        } catch (BatchFault e) {
            says.accept(batch.teacher() + ": the answers of batch " + batch.batch() + " could not be fetched ("
                    + e.getMessage() + ")");
            if (e.kind() == BatchFault.Kind.REFUSED) {
                provider.giveUp("the answers of its batch " + batch.batch() + " cannot be fetched: " + e.getMessage());
            }
        } catch (IOException e) {
            // A file that broke off is fetched again; a workspace that cannot be written is told.
            StorageProblems.of(e, shelf.fetched(batch)).ifPresent(problem -> {
                throw problem;
            });
            says.accept(batch.teacher() + ": the answers of batch " + batch.batch() + " broke off ("
                    + e.getClass().getSimpleName() + "); they are fetched again");
        } catch (Exception e) {
            // A cancelled job of Spark: the batch is recorded when the command is said again.
            if (!signal.requested()) {
                throw e;
            }
        }
    }

    private void say(List<BatchRecord> open) {
        if (said && System.nanoTime() - saidAt < BETWEEN_WORDS.toNanos()) {
            return;
        }
        said = true;
        saidAt = System.nanoTime();
        long requests = open.stream().mapToLong(BatchRecord::requests).sum();
        long completed = open.stream()
                .map(batch -> seen.get(batch.name()))
                .filter(state -> state != null)
                .mapToLong(state -> state.completed() + state.failed())
                .sum();
        says.accept("batches: " + open.size() + " at the provider with " + requests + " requests, " + completed
                + " of them done (" + states(open) + ")" + troubles());
    }

    private String troubles() {
        return providers.values().stream()
                .flatMap(provider -> provider.trouble().stream())
                .map(trouble -> "; the provider could not be asked: " + trouble)
                .findFirst()
                .orElse("");
    }

    private String states(List<BatchRecord> open) {
        return open.stream()
                .map(batch -> batch.stage() == Stage.SUBMITTED && seen.containsKey(batch.name())
                        ? seen.get(batch.name()).status()
                        : "waiting to be made")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
