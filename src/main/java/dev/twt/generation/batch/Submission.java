package dev.twt.generation.batch;

import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.RequestIdentity;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.StopSignal;
import dev.twt.generation.TaskFinder;
import dev.twt.generation.WorstCase;
import dev.twt.generation.governor.Purse;
import dev.twt.generation.governor.Reservation;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.TeacherRequest;
import dev.twt.teacher.batch.BatchRequests;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes batches of one teacher's open requests, as many as the budget allows. */
final class Submission {
    private final Provider provider;
    private final BatchShelf shelf;
    private final TaskFinder tasks;
    private final long seed;
    private final StopSignal signal;
    private final BatchRequests lines;
    private final List<Row> chunk = new ArrayList<>();
    private long worstTokens;
    private double worstUsd;

    Submission(Provider provider, BatchShelf shelf, TaskFinder tasks, long seed, StopSignal signal) {
        this.provider = provider;
        this.shelf = shelf;
        this.tasks = tasks;
        this.seed = seed;
        this.signal = signal;
        this.lines = new BatchRequests(provider.teacher());
    }

    /**
     * Submits.
     *
     * @param open rows of the plan with the attempt's number
     * @return why not all fit the budget, if so
     */
    Optional<String> of(Iterator<Row> open, Purse purse) throws IOException {
        Row carried = null;
        Optional<String> refusal = Optional.empty();
        while ((carried != null || open.hasNext()) && refusal.isEmpty() && maySubmit()) {
            try (RequestFile file = new RequestFile(provider.teacher().batch())) {
                carried = carried == null ? open.next() : carried;
                while (carried != null) {
                    List<ChatMessage> messages = RequestPlan.messages(carried, provider.teacher(), tasks);
                    byte[] line = RequestFile.bytes(lines.line(request(carried, messages)));
                    if (!file.takes(line)) {
                        break;
                    }
                    Reservation worst = WorstCase.of(provider.teacher(), messages);
                    refusal = purse.reserve(provider.teacher().name(), worst);
                    if (refusal.isPresent()) {
                        break;
                    }
                    file.add(line);
                    add(carried, worst);
                    carried = open.hasNext() ? open.next() : null;
                }
                send(file);
            }
        }
        return refusal;
    }

    private boolean maySubmit() {
        return !signal.requested() && provider.givenUp().isEmpty();
    }

    private TeacherRequest request(Row row, List<ChatMessage> messages) {
        String id = row.getAs(ResponseColumns.REQUEST_ID);
        return new TeacherRequest(
                id,
                row.<Integer>getAs(ResponseColumns.SAMPLE),
                messages,
                provider.teacher().sampling(),
                RequestIdentity.seed(seed, id));
    }

    private void add(Row row, Reservation worst) {
        Object[] values = new Object[KeptRequests.SCHEMA.length()];
        for (int i = 0; i < values.length - 2; i++) {
            values[i] = row.get(i);
        }
        values[values.length - 2] = worst.tokens();
        values[values.length - 1] = worst.usd();
        chunk.add(RowFactory.create(values));
        worstTokens += worst.tokens();
        worstUsd += worst.usd();
    }

    private void send(RequestFile file) throws IOException {
        if (chunk.isEmpty()) {
            return;
        }
        String name = Instant.now().toString().replaceAll("[^0-9]", "").substring(0, 14) + "-"
                + UUID.randomUUID().toString().substring(0, 12);
        shelf.keep(name, chunk);
        BatchRecord record = BatchRecord.written(
                name, provider.teacher().name(), chunk.size(), new Reservation(worstTokens, worstUsd));
        shelf.write(record);
        provider.upload(record, file.written());
        chunk.clear();
        worstTokens = 0;
        worstUsd = 0;
    }
}
