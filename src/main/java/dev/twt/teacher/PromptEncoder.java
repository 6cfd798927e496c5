package dev.twt.teacher;

import dev.twt.config.PromptStyle;
import dev.twt.config.UserException;
import dev.twt.model.text.ChatMessage;
import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.Tokenizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns a conversation into the token ids an in-JVM model reads, by its chat template or as plain text. */
final class PromptEncoder {
    /** What separates messages in the plain style, and after which a base model goes on with a next question. */
    static final String TURN_BREAK = "\n\n";

    private final Tokenizer tokenizer;
    private final Optional<ChatTemplate> template;

    PromptEncoder(Tokenizer tokenizer, Supplier<Optional<ChatTemplate>> own, PromptStyle style, String teacher) {
        this.tokenizer = tokenizer;
        this.template = style == PromptStyle.PLAIN ? Optional.empty() : own.get();
        if (style == PromptStyle.CHAT && template.isEmpty()) {
            throw new UserException(
                    "teachers." + teacher + ".prompt",
                    "chat was asked for, but the model file brings no chat template",
                    "Say prompt = plain for a base model, or give a Jinja file with chat-template");
        }
    }

    boolean plain() {
        return template.isEmpty();
    }

    int[] encode(List<ChatMessage> messages) {
        return encode(messages, Map.of());
    }

    /**
     * @param options given to the chat template beside our own, which they replace
     */
    int[] encode(List<ChatMessage> messages, Map<String, Object> options) {
        // Teachers reason in the open: a thinking block apart from the answer would escape the length limit's meaning.
        Map<String, Object> all = new HashMap<>(Map.of("enable_thinking", false));
        all.putAll(options);
        return withBeginning(template.map(t -> tokenizer.encode(t.render(messages, true, all)))
                .orElseGet(() -> tokenizer.encodeText(plainText(messages))));
    }

    /** The caller's stop texts, and in the plain style what announces a next question. */
    List<String> stops(List<ChatMessage> messages, List<String> wanted) {
        return plain()
                ? Stream.concat(wanted.stream(), plainStops(messages).stream())
                        .distinct()
                        .toList()
                : wanted;
    }

    /** Most templates write the begin-of-sequence token themselves; it must not stand twice. */
    private int[] withBeginning(int[] ids) {
        OptionalInt beginning = tokenizer.beginOfSequence();
        if (beginning.isEmpty() || (ids.length > 0 && ids[0] == beginning.getAsInt())) {
            return ids;
        }
        return IntStream.concat(IntStream.of(beginning.getAsInt()), Arrays.stream(ids))
                .toArray();
    }

    /** A question and its worked answer stand line by line; turns are separated by an empty line. */
    static String plainText(List<ChatMessage> messages) {
        StringBuilder text = new StringBuilder();
        for (ChatMessage message : messages) {
            text.append(message.content().strip());
            text.append(message.role().equals("user") ? "\n" : TURN_BREAK);
        }
        return text.toString();
    }

    /** In the plain style the next question's heading ends the answer: the words up to the first colon of a question. */
    static List<String> plainStops(List<ChatMessage> messages) {
        return messages.stream()
                .filter(message -> message.role().equals("user"))
                .map(message -> message.content().strip())
                .map(content -> content.substring(0, Math.max(0, content.indexOf(':') + 1)))
                .filter(heading -> !heading.isEmpty() && heading.length() <= 30 && !heading.contains("\n"))
                .map(heading -> "\n" + heading)
                .distinct()
                .collect(Collectors.toList());
    }
}
