package dev.twt.generation;

import dev.twt.teacher.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Answers that are there and not yet rows of the ledger. Those of one reply get into one segment. */
final class AnswersToRecord {
    private final LedgerRows rows;
    private final SegmentWriter segments;
    private final FailureRule failures;
    private final Consumer<Tally> tally;
    private final Deque<List<Answer>> replies = new ArrayDeque<>();

    /**
     * One that has ended.
     *
     * @param outcome any but one that may succeed later
     */
    record Answer(PlannedRequest request, Outcome outcome, Instant at) {
        static Answer now(PlannedRequest request, Outcome outcome) {
            return new Answer(request, outcome, Instant.now());
        }
    }

    /** @param tally told of recorded answers, several at once */
    AnswersToRecord(LedgerRows rows, SegmentWriter segments, FailureRule failures, Consumer<Tally> tally) {
        this.rows = rows;
        this.segments = segments;
        this.failures = failures;
        this.tally = tally;
    }

    void add(List<Answer> reply) {
        for (Answer answer : reply) {
            if (answer.outcome() instanceof Outcome.Failed failed) {
                failures.failed(failed.error());
            } else {
                failures.succeeded();
            }
        }
        replies.add(List.copyOf(reply));
    }

    /** Makes rows of them, and publishes a segment if there are enough or it is time. */
    void record() throws IOException {
        if (!replies.isEmpty()) {
            Tally sum = Tally.NONE;
            while (!replies.isEmpty()) {
                List<Row> together = new ArrayList<>();
                for (Answer answer : replies.poll()) {
                    together.add(rows.row(answer.request(), answer.outcome(), answer.at()));
                    sum = sum.plus(Tally.of(answer.outcome()));
                }
                segments.add(together);
            }
            tally.accept(sum);
        }
        segments.flushIfDue();
    }

    /** Publishes what there is. */
    void publish() throws IOException {
        record();
        segments.flush();
    }
}
