package dev.twt.model;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.Architecture;
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
    private final Tokenizer tokenizer;
    private final Optional<TemplateSource> source;
    private final ModelCard card;
    private ChatTemplate template;

    TorchLm(Network network, Tokenizer tokenizer, Optional<TemplateSource> source) {
        this.network = network;
        this.tokenizer = tokenizer;
        this.source = source;
        Architecture a = network.architecture();
        this.card = new ModelCard(a.family().label(), a.name(), a.parameters(), a.context(), a.vocabulary());
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Parsed when it is asked for: a template that is not supported does not matter to those who don't use it. */
    @Override
    public synchronized Optional<ChatTemplate> chatTemplate() {
        if (template == null && source.isPresent()) {
            template = source.get().parse(tokenizer);
        }
        return Optional.ofNullable(template);
    }

    @Override
    public float[][] logits(int[] ids) {
        RequestChecks.checkVocabulary("the sequence", ids, network.architecture());
        if (ids.length > card.contextLength()) {
            throw new ModelException(
                    "the sequence",
                    "its " + ids.length + " tokens are more than the model's context of " + card.contextLength(),
                    "Shorten it");
        }
        float[][] all = new float[ids.length][];
        try (KeyValueCache cache = network.newCache()) {
            cache.reserve(1, ids.length);
            for (int start = 0; start < ids.length; start += PIECE) {
                int count = Math.min(PIECE, ids.length - start);
                long[] piece = new long[count];
                PromptReader.copy(ids, start, count, piece, 0);
                long[] every = LongStream.range(0, count).toArray();
                try (Logits logits = network.read(cache, piece, count, 0, start, every)) {
                    System.arraycopy(logits.toArrays(), 0, all, start, count);
                }
            }
        }
        return all;
    }

    @Override
    public GenerationSession newSession(int slots) {
        return new TorchSession(network, tokenizer, slots);
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}
