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
final class WorstCase {
    private static final int MARKUP = 16;
    private static final double TOKENS_PRICED = 1e6;

    private WorstCase() {}

    static Reservation of(TeacherConfig teacher, List<ChatMessage> messages) {
        long prompt =
                messages.stream().mapToLong(m -> MARKUP + tokens(m.content())).sum();
        int answer = teacher.sampling().maxTokens();
        return new Reservation(prompt + answer, usd(teacher, prompt, answer));
    }

    private static long tokens(String text) {
        long ascii = text.chars().filter(c -> c < 0x80).count();
        return (ascii + 1) / 2 + 2 * (text.length() - ascii);
    }

    /** What an answer cost by the configured price, in US dollars. */
    static double usd(TeacherConfig teacher, Completion completion) {
        return usd(teacher, completion.promptTokens(), completion.completionTokens());
    }

    private static double usd(TeacherConfig teacher, long promptTokens, long completionTokens) {
        return (promptTokens * teacher.price().input()
                        + completionTokens * teacher.price().output())
                / TOKENS_PRICED;
    }
}
