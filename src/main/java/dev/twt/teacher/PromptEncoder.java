package dev.twt.teacher;

import dev.twt.config.PromptStyle;
import dev.twt.config.UserException;
import dev.twt.model.PromptPrefix;
import dev.twt.model.text.ChatEncoder;
import dev.twt.model.text.ChatMessage;
import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a conversation into the token ids an in-JVM model reads, by its chat template or as plain text. */
final class PromptEncoder {
    private final ChatEncoder encoder;
    private final PromptPrefix prefix;

    /** @param prefix that the model was trained with */
    PromptEncoder(
            Tokenizer tokenizer,
            Supplier<Optional<ChatTemplate>> own,
            PromptStyle style,
            String teacher,
            PromptPrefix prefix) {
        this.prefix = prefix;
        Optional<ChatTemplate> template = style == PromptStyle.PLAIN ? Optional.empty() : own.get();
        if (style == PromptStyle.CHAT && template.isEmpty()) {
            throw new UserException(
                    "teachers." + teacher + ".prompt",
                    "chat was asked for, but the model file brings no chat template",
                    "Say prompt = plain for a base model, or give a Jinja file with chat-template");
        }
        this.encoder = new ChatEncoder(tokenizer, template);
    }

    boolean plain() {
        return encoder.plain();
    }

    int[] encode(List<ChatMessage> messages) {
        return encode(messages, Map.of());
    }

    /**
     * @param options given to the chat template beside our own, which they replace
     */
    int[] encode(List<ChatMessage> messages, Map<String, Object> options) {
        return encoder.prompt(prefix.before(messages), options);
    }

    /** The caller's stop texts, and in the plain style what announces a next question. */
    List<String> stops(List<ChatMessage> messages, List<String> wanted) {
        return plain()
                ? Stream.concat(wanted.stream(), plainStops(prefix.before(messages)).stream())
                        .distinct()
                        .toList()
                : wanted;
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
