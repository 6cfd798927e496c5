package dev.twt.ml;

import dev.twt.config.SamplingConfig;
import dev.twt.dataset.Sha256;
import dev.twt.generation.RequestIdentity;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows with a model's reply behind their values, in their order; as many requests are in flight as the model takes. Where
 * there is nothing to ask, all that is added is null.
 */
final class RepliedRows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Teacher model;
    private final Wording wording;
    private final SamplingConfig sampling;
    private final long seed;
    private final Deque<Asked> inFlight = new ArrayDeque<>();

    /** @param reply null where nothing was asked */
    private record Asked(Row row, CompletableFuture<Outcome> reply) {}

    /** @param seed base of every request's own, which follows from the prompt: where a row lies changes nothing */
    RepliedRows(Iterator<Row> rows, Teacher model, Wording wording, SamplingConfig sampling, long seed) {
        this.rows = rows;
        this.model = model;
        this.wording = wording;
        this.sampling = sampling;
        this.seed = seed;
    }

    @Override
    public boolean hasNext() {
        return !inFlight.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
        while (rows.hasNext() && inFlight.size() < model.concurrency()) {
            inFlight.add(asked(rows.next()));
        }
        if (inFlight.isEmpty()) {
            throw new NoSuchElementException();
        }
        Asked first = inFlight.poll();
        Object[] added = first.reply == null
                ? new Object[wording.width()]
                : wording.values(first.row, Reply.of(first.reply.join()));
        return with(first.row, added);
    }

    private Asked asked(Row row) {
        String prompt = wording.prompt(row);
        return new Asked(row, prompt == null ? null : model.answer(request(prompt)));
    }

    private TeacherRequest request(String prompt) {
        ChatMessage user = new ChatMessage("user", prompt);
        String system = wording.system();
        List<ChatMessage> messages =
                system.isEmpty() ? List.of(user) : List.of(new ChatMessage("system", system), user);
        String id = Sha256.hex(system + "\n" + prompt);
        return new TeacherRequest(id, 0, messages, sampling, RequestIdentity.seed(seed, id));
    }

    private static Row with(Row row, Object[] added) {
        Object[] values = new Object[row.size() + added.length];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        System.arraycopy(added, 0, values, row.size(), added.length);
        return RowFactory.create(values);
    }
}
