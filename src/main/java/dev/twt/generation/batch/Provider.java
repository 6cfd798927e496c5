package dev.twt.generation.batch;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Sha256;
import dev.twt.generation.StopSignal;
import dev.twt.teacher.batch.BatchClient;
import dev.twt.teacher.batch.BatchFault;
import dev.twt.teacher.batch.BatchState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One teacher's provider: brings batches from stage to stage, each step written down before and after. */
final class Provider {
    /** Key of a batch's metadata under which our own name of it stands. */
    static final String NAME_KEY = "twt_batch";

    private static final String RUN_KEY = "twt_run";
    private static final int UPLOADS = 5;
    private static final int MOST_REFUSALS_ALONE = 5;
    private static final int LONGEST_QUEUE_WAIT = 10;

    private final TeacherConfig teacher;
    private final BatchClient client;
    private final BatchShelf shelf;
    private final StopSignal signal;
    private final String run;
    private Optional<String> givenUp = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    Provider(TeacherConfig teacher, BatchClient client, BatchShelf shelf, StopSignal signal, String workspace) {
        this.teacher = teacher;
        this.client = client;
        this.shelf = shelf;
        this.signal = signal;
        this.run = Sha256.hex(workspace).substring(0, 16);
    }

    TeacherConfig teacher() {
        return teacher;
    }

    /** Why this provider is not asked any more in this command. */
    Optional<String> givenUp() {
        return givenUp;
    }

    /** Why the last look failed, if it did. */
    Optional<String> trouble() {
        return trouble;
    }

    void giveUp(String why) {
        givenUp = Optional.of(why);
    }

    /** Uploads a batch's file; if that cannot be, the batch is forgotten and its requests are open again. */
    void upload(BatchRecord record, Path file) {
        for (int i = 1; ; i++) {
            try {
                shelf.write(record.uploaded(client.upload(file, "twt-" + record.name() + ".jsonl")));
                return;
            } catch (BatchFault e) {
                if (e.kind() == BatchFault.Kind.REFUSED || i == UPLOADS || signal.requested()) {
                    shelf.drop(record);
                    giveUp("a batch could not be uploaded: " + e.getMessage());
                    return;
                }
                Patience.wait(shorter(Duration.ofSeconds(1L << i)), signal);
            }
        }
    }

    private Duration shorter(Duration wait) {
        Duration poll = teacher.batch().pollInterval();
        return wait.compareTo(poll) < 0 ? wait : poll;
    }

    /** Has the provider make the batch of an uploaded file, unless it has, or this is not the time. */
    BatchRecord make(BatchRecord record, boolean others) {
        try {
            if (record.doubtful()) {
                return find(record);
            }
            if (record.refusals() > 0 && Instant.now().isBefore(record.askedAt().plus(queueWait(record)))) {
                return record;
            }
            return client.usable(record.file()) ? create(record, others) : record;
        } catch (BatchFault e) {
            return onFault(record, e, others);
        }
    }

    private Duration queueWait(BatchRecord record) {
        return teacher.batch().pollInterval().multipliedBy(Math.min(LONGEST_QUEUE_WAIT, record.refusals()));
    }

    private BatchRecord create(BatchRecord record, boolean others) throws BatchFault {
        BatchRecord asked = record.asked(Instant.now());
        shelf.write(asked);
        try {
            BatchRecord made =
                    asked.submitted(client.create(record.file(), Map.of(NAME_KEY, record.name(), RUN_KEY, run))
                            .id());
            shelf.write(made);
            return made;
        } catch (BatchFault e) {
            if (e.kind() == BatchFault.Kind.UNKNOWN) {
                trouble = Optional.of(e.getMessage());
                return asked;
            }
            shelf.write(asked.notMade());
            return onFault(asked.notMade(), e, others);
        }
    }

    /** Whether the provider made a batch whose id never came here: looked up, and asked for again only if it has not. */
    private BatchRecord find(BatchRecord record) throws BatchFault {
        Optional<BatchState> found = client.list().stream()
                .filter(batch -> record.name().equals(batch.metadata().get(NAME_KEY))
                        || record.file().equals(batch.inputFile()))
                .filter(batch -> !record.earlier().contains(batch.id()))
                .findFirst();
        if (found.isPresent()) {
            BatchRecord made = record.submitted(found.get().id());
            shelf.write(made);
            return made;
        }
        // What was just made may not be listed yet.
        boolean longAgo =
                Instant.now().isAfter(record.askedAt().plus(teacher.batch().pollInterval()));
        if (longAgo) {
            shelf.write(record.notMade());
            return record.notMade();
        }
        return record;
    }

    private BatchRecord onFault(BatchRecord record, BatchFault fault, boolean others) {
        trouble = Optional.of(fault.getMessage());
        if (fault.kind() == BatchFault.Kind.FULL) {
            return full(record, fault.getMessage(), others);
        }
        if (fault.kind() == BatchFault.Kind.REFUSED) {
            giveUp(fault.getMessage());
            if (!record.doubtful()) {
                shelf.drop(record);
            }
        }
        return record;
    }

    /** The account's queue is full: later, or never if this batch alone is too much for it. */
    BatchRecord full(BatchRecord record, String said, boolean others) {
        BatchRecord refused = record.refusedAsFull(Instant.now());
        if (!others && refused.refusals() >= MOST_REFUSALS_ALONE) {
            shelf.drop(record);
            giveUp("a batch of " + record.requests() + " requests is more than the account's queue takes: set teachers."
                    + teacher.name() + ".batch.max-requests lower (" + said + ")");
            return record;
        }
        shelf.write(refused);
        return refused;
    }

    /** A submitted batch as it is now, written down if it has ended; empty if the provider could not be asked. */
    Optional<BatchState> look(BatchRecord record) {
        try {
            BatchState now = client.get(record.batch());
            trouble = Optional.empty();
            return Optional.of(now);
        } catch (BatchFault e) {
            trouble = Optional.of(e.getMessage());
            if (e.kind() == BatchFault.Kind.REFUSED) {
                giveUp("its batch " + record.batch() + " cannot be seen: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Asks for a batch to be stopped. */
    void cancel(BatchRecord record) {
        try {
            client.cancel(record.batch());
        } catch (BatchFault e) {
            // One that has just ended cannot be stopped; what it brought is fetched all the same.
            giveUpIf(e.kind() == BatchFault.Kind.UNKNOWN, "a batch could not be cancelled: " + e.getMessage());
        }
    }

    private void giveUpIf(boolean so, String why) {
        if (so) {
            giveUp(why);
        }
    }

    BatchClient client() {
        return client;
    }
}
