package dev.twt.model;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.KeyValueCache;
import dev.twt.model.network.Logits;
import dev.twt.model.network.Network;
import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.Tokenizer;
import java.util.Optional;
import java.util.stream.LongStream;

/** A model computed by libtorch. */
final class TorchLm implements CausalLm {
    /** Positions whose logits are computed in one call; a large vocabulary makes them large. */
    private static final int PIECE = 128;

    private final Network network;
    private final ModelHead head;
    private final Runnable last;

    /** @param last what closing does after the network is closed */
    TorchLm(Network network, ModelHead head, Runnable last) {
        this.network = network;
        this.head = head;
        this.last = last;
    }

    @Override
    public ModelCard card() {
        return head.card();
    }

    @Override
    public Tokenizer tokenizer() {
        return head.tokenizer();
    }

    @Override
    public Optional<ChatTemplate> chatTemplate() {
        return head.chatTemplate();
    }

    @Override
    public float[][] logits(int[] ids, int from) {
        RequestChecks.checkVocabulary("the sequence", ids, network.architecture());
        if (ids.length > card().contextLength()) {
            throw new ModelException(
                    "the sequence",
                    "its " + ids.length + " tokens are more than the model's context of " + card().contextLength(),
                    "Shorten it");
        }
        float[][] wanted = new float[ids.length - from][];
        try (KeyValueCache cache = network.newCache()) {
            cache.reserve(1, ids.length);
            for (int start = 0; start < ids.length; start += PIECE) {
                int count = Math.min(PIECE, ids.length - start);
                long[] piece = new long[count];
                PromptReader.copy(ids, start, count, piece, 0);
                long[] pick = LongStream.range(Math.max(0, Math.min(from - start, count - 1)), count)
                        .toArray();
                try (Logits logits = network.read(cache, piece, count, 0, start, pick)) {
                    if (start + count > from) {
                        float[][] rows = logits.toArrays();
                        System.arraycopy(rows, 0, wanted, start + (int) pick[0] - from, rows.length);
                    }
                }
            }
        }
        return wanted;
    }

    @Override
    public GenerationSession newSession(int slots) {
        return new TorchSession(network, head.tokenizer(), slots);
    }

    @Override
    public void close() {
        network.close();
        last.run();
    }
}
