package dev.twt.model;

import dev.twt.model.network.KeyValueCache;
import dev.twt.model.network.Logits;
import dev.twt.model.network.Network;
import dev.twt.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Continuous batching. Sequence i of {@link #running} has row i of the cache; when one ends, the last one moves into its
 * row, so that a step computes exactly the sequences under way. New prompts are read in calls of their own, behind them;
 * what they share with a prompt in the cache is copied from there.
 */
final class TorchSession implements GenerationSession {
    private final Network network;
    private final Tokenizer tokenizer;
    private final int slots;
    private final KeyValueCache cache;
    private final PromptReader prompts;
    private final List<Sequence> running = new ArrayList<>();
    private final List<GenerationRequest> waiting = new ArrayList<>();
    private boolean closed;

    TorchSession(Network network, Tokenizer tokenizer, int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("A session needs at least one slot, not " + slots);
        }
        this.network = network;
        this.tokenizer = tokenizer;
        this.slots = slots;
        this.cache = network.newCache();
        this.prompts = new PromptReader(network, cache);
    }

    @Override
    public int free() {
        return slots - active();
    }

    @Override
    public int active() {
        return running.size() + waiting.size();
    }

    @Override
    public void add(GenerationRequest request) {
        if (free() == 0) {
            throw new IllegalStateException("All " + slots + " slots are taken");
        }
        RequestChecks.check(request, network.architecture());
        waiting.add(request);
    }

    @Override
    public List<Generation> step() {
        if (closed) {
            throw new IllegalStateException("The session is closed");
        }
        int before = running.size();
        List<Generation> results = new ArrayList<>(active());
        if (before > 0) {
            results.addAll(advance());
        }
        results.addAll(begin());
        return collect(results);
    }

    /** One more token for all that run; a result or null for each. */
    private List<Generation> advance() {
        long[] ids = running.stream().mapToLong(Sequence::lastToken).toArray();
        long[] positions = running.stream().mapToLong(Sequence::lastPosition).toArray();
        try (Logits logits = network.next(cache, ids, positions)) {
            return draw(logits, running);
        }
    }

    /** The first token for all that wait; a result or null for each. */
    private List<Generation> begin() {
        List<Generation> results = new ArrayList<>();
        cache.reserve(
                active(),
                waiting.stream().mapToInt(r -> r.prompt().length).max().orElse(0));
        while (!waiting.isEmpty()) {
            PromptBatch batch = PromptBatch.next(
                    waiting.stream().map(GenerationRequest::prompt).toList(),
                    running.stream().map(s -> s.request().prompt()).toList());
            List<GenerationRequest> requests = waiting.subList(0, batch.size());
            List<Sequence> sequences =
                    requests.stream().map(r -> new Sequence(r, tokenizer)).toList();
            List<int[]> ids = requests.stream().map(GenerationRequest::prompt).toList();
            try (Logits logits = prompts.read(ids, running.size(), batch)) {
                results.addAll(draw(logits, sequences));
            }
            running.addAll(sequences);
            requests.clear();
        }
        return results;
    }

    private static List<Generation> draw(Logits logits, List<Sequence> sequences) {
        int n = sequences.size();
        double[] temperature = new double[n];
        double[] topP = new double[n];
        double[] shares = new double[n];
        for (int i = 0; i < n; i++) {
            Sequence sequence = sequences.get(i);
            temperature[i] = sequence.request().temperature();
            topP[i] = sequence.request().topP();
            shares[i] = sequence.nextShare();
        }
        Logits.Draw draw = logits.draw(temperature, topP, shares);
        List<Generation> results = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            results.add(sequences.get(i).take(draw.tokens()[i], draw.logprobs()[i]));
        }
        return results;
    }

    /** Takes the ended ones out and closes the gaps, from the end, so that the row that moves is one that goes on. */
    private List<Generation> collect(List<Generation> results) {
        List<Generation> ended = new ArrayList<>();
        for (int row = results.size() - 1; row >= 0; row--) {
            if (results.get(row) != null) {
                ended.add(0, results.get(row));
                remove(row);
            }
        }
        return ended;
    }

    private void remove(int row) {
        int last = running.size() - 1;
        Sequence mover = running.remove(last);
        if (row < last) {
            cache.move(last, row, mover.lastPosition());
            running.set(row, mover);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cache.close();
        }
    }
}
