package dev.twt.model;

import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.Tokenizer;
import java.util.Optional;

/** A model without its weights: enough to check the file and to count tokens. */
public final class ModelHead implements AutoCloseable {
    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final Optional<TemplateSource> source;
    private ChatTemplate template;

    ModelHead(ModelCard card, Tokenizer tokenizer, Optional<TemplateSource> source) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.source = source;
    }

    public ModelCard card() {
        return card;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * The file's own chat template or the one of the spec; empty for a base model. Parsed when it is asked for: a template
     * that is not supported does not matter to those who don't use it.
     *
     * @throws dev.twt.model.file.ModelException if the template cannot be used
     */
    public synchronized Optional<ChatTemplate> chatTemplate() {
        if (template == null && source.isPresent()) {
            template = source.get().parse(tokenizer);
        }
        return Optional.ofNullable(template);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
