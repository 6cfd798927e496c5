package dev.twt.model;

import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.Tokenizer;
import java.util.Optional;

/**
 * A model without its weights: enough to check the file and to count tokens.
 *
 * @param card what the model is
 * @param tokenizer its tokenizer, closed with the head
 * @param chatTemplate its template, empty for a base model
 */
public record ModelHead(ModelCard card, Tokenizer tokenizer, Optional<ChatTemplate> chatTemplate)
        implements AutoCloseable {
    @Override
    public void close() {
        tokenizer.close();
    }
}
