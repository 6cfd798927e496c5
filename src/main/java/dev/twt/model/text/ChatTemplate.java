package dev.twt.model.text;

import java.util.List;
import java.util.Map;

/** A model's chat template. Safe for use by several threads. */
public interface ChatTemplate {
    /**
     * The conversation as the model expects it.
     *
     * @param addGenerationPrompt whether to open the assistant's turn
     * @param options {@code chat_template_kwargs}, for example {@code enable_thinking} to false
     */
    RenderedChat render(List<ChatMessage> messages, boolean addGenerationPrompt, Map<String, Object> options);
}
