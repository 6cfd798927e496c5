package dev.twt.generation.batch;

import dev.twt.generation.governor.Reservation;
import java.time.Instant;
import java.util.List;

/**
 * What the workspace knows of one batch.
 *
 * @param name ours, unique; the provider keeps it in the batch's metadata
 * @param teacher whom its requests are for
 * @param stage how far it has come
 * @param requests in it
 * @param worst what it takes at worst, until it is closed; then what may have been spent without an answer
 * @param file the provider's id of its file, or empty
 * @param doubtful whether the provider was asked to make the batch and nothing is known of its answer
 * @param askedAt when it was last asked to
 * @param refusals times it was refused since the account's queue was full
 * @param batch the provider's id of the batch, or empty
 * @param earlier ids of batches of the same file that were refused as a whole
 * @param outputFile the provider's id of the answers' file, or empty
 * @param errorFile the provider's id of the failures' file, or empty
 * @param status the provider's last word on it, or empty
 * @param endedAt when it ended; the time that its rows bear
 */
record BatchRecord(
        String name,
        String teacher,
        Stage stage,
        long requests,
        Reservation worst,
        String file,
        boolean doubtful,
        Instant askedAt,
        int refusals,
        String batch,
        List<String> earlier,
        String outputFile,
        String errorFile,
        String status,
        Instant endedAt) {
    BatchRecord {
        earlier = List.copyOf(earlier);
    }

    static BatchRecord written(String name, String teacher, long requests, Reservation worst) {
        return new BatchRecord(
                name,
                teacher,
                Stage.WRITTEN,
                requests,
                worst,
                "",
                false,
                Instant.EPOCH,
                0,
                "",
                List.of(),
                "",
                "",
                "",
                Instant.EPOCH);
    }

    boolean open() {
        return stage != Stage.CLOSED;
    }

    BatchRecord uploaded(String newFile) {
        return with(Stage.UPLOADED, worst, newFile, false, askedAt, refusals, "", earlier);
    }

    /** About to be asked for: from here on it may exist. */
    BatchRecord asked(Instant now) {
        return with(Stage.UPLOADED, worst, file, true, now, refusals, "", earlier);
    }

    /** Certainly not made. */
    BatchRecord notMade() {
        return with(Stage.UPLOADED, worst, file, false, askedAt, refusals, "", earlier);
    }

    /** Refused as a whole since the account's queue was full: certainly not run. */
    BatchRecord refusedAsFull(Instant now) {
        List<String> all = batch.isEmpty()
                ? earlier
                : java.util.stream.Stream.concat(earlier.stream(), java.util.stream.Stream.of(batch))
                        .toList();
        return with(Stage.UPLOADED, worst, file, false, now, refusals + 1, "", all);
    }

    BatchRecord submitted(String newBatch) {
        return with(Stage.SUBMITTED, worst, file, false, askedAt, refusals, newBatch, earlier);
    }

    BatchRecord ended(String newOutput, String newError, String newStatus, Instant at) {
        return new BatchRecord(
                name,
                teacher,
                Stage.ENDED,
                requests,
                worst,
                file,
                false,
                askedAt,
                refusals,
                batch,
                earlier,
                newOutput,
                newError,
                newStatus,
                at);
    }

    /** Everything it brought is recorded. */
    BatchRecord closed(Reservation doubted) {
        return with(Stage.CLOSED, doubted, file, false, askedAt, refusals, batch, earlier);
    }

    private BatchRecord with(
            Stage newStage,
            Reservation newWorst,
            String newFile,
            boolean newDoubtful,
            Instant newAskedAt,
            int newRefusals,
            String newBatch,
            List<String> newEarlier) {
        return new BatchRecord(
                name,
                teacher,
                newStage,
                requests,
                newWorst,
                newFile,
                newDoubtful,
                newAskedAt,
                newRefusals,
                newBatch,
                newEarlier,
                outputFile,
                errorFile,
                status,
                endedAt);
    }
}
