package dev.twt.serving;

import dev.twt.model.text.ChatMessage;
import java.util.List;

/** What a {@link RehearsalServer} says in a teacher's place. Safe for use by several threads. */
@FunctionalInterface
public interface CannedAnswers {
    /**
     * The text of an answer.
     *
     * @param messages what the teacher is asked
     * @param draw a number that is the same whenever the same is asked, with the same seed and sample
     */
    String answer(List<ChatMessage> messages, long draw);
}
