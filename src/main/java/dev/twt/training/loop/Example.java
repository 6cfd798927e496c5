package dev.twt.training.loop;

import dev.twt.model.text.ChatMessage;
import java.util.List;
import java.util.Map;

/**
 * A line of a set.
 *
 * @param id of its question
 * @param prompt what the student is sent
 * @param completion what it shall answer
 * @param options of the chat template
 * @param weight of its tokens' loss, above 0; 1 where the line says nothing
 * @param objective the loss it is part of; empty where the line says nothing
 */
record Example(
        String id,
        List<ChatMessage> prompt,
        String completion,
        Map<String, Object> options,
        double weight,
        String objective) {
    Example {
        prompt = List.copyOf(prompt);
        options = Map.copyOf(options);
    }
}
