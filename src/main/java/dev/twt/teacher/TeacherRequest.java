package dev.twt.teacher;

import dev.twt.config.SamplingConfig;
import dev.twt.model.text.ChatMessage;
import java.util.List;

/**
 * One question to one teacher.
 *
 * @param requestId identity of the request in the ledger
 * @param sample number of this answer among those asked for the same question, from 0
 * @param messages the conversation, ending with a user's turn
 * @param sampling how tokens are drawn
 * @param seed of this request
 */
public record TeacherRequest(
        String requestId, int sample, List<ChatMessage> messages, SamplingConfig sampling, long seed) {
    public TeacherRequest {
        messages = List.copyOf(messages);
    }
}
