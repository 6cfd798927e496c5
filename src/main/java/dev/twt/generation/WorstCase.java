package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.generation.governor.Reservation;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.Completion;
import java.util.List;

/**
 * What a request may take. Only the server's tokenizer knows a prompt's tokens; the bound is a token for two ASCII
 * characters, two tokens for any other, and sixteen a message for its markup: above what tokenizers in use make of
 * running text of any script.
 */
public final class WorstCase {
    private static final int MARKUP = 16;

    private WorstCase() {}

    /** At the price of the way the teacher is asked. */
    public static Reservation of(TeacherConfig teacher, List<ChatMessage> messages) {
        return of(teacher, messages, 1);
    }

    /**
     * Of several answers to one request: the prompt is read once.
     *
     * @param answers asked for, at least 1
     */
    static Reservation of(TeacherConfig teacher, List<ChatMessage> messages, int answers) {
        long prompt =
                messages.stream().mapToLong(m -> MARKUP + tokens(m.content())).sum();
        long written = (long) answers * teacher.sampling().maxTokens();
        // A cache that costs more than reading anew may still be met.
        long cached = teacher.charged().cachedInput() > teacher.charged().input() ? prompt : 0;
        return new Reservation(prompt + written, teacher.charged().usd(prompt, cached, written));
    }

    private static long tokens(String text) {
        long ascii = text.chars().filter(c -> c < 0x80).count();
        return (ascii + 1) / 2 + 2 * (text.length() - ascii);
    }

    /** What an answer cost by the configured price, in US dollars. */
    static double usd(TeacherConfig teacher, Completion completion) {
        return teacher.charged()
                .usd(completion.promptTokens(), completion.cachedTokens(), completion.completionTokens());
    }
}
