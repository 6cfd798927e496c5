package dev.twt.model.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Conversations as token ids: one way for who asks a model and for who trains it, so that a student reads the very ids in
 * training that it will be sent.
 */
public final class ChatEncoder {
    /** What separates messages in the plain style, and after which a base model goes on with a next question. */
    private static final String TURN_BREAK = "\n\n";

    private final Tokenizer tokenizer;
    private final Optional<ChatTemplate> template;

    /** @param template empty for the plain style, in which a question and its answer stand line by line */
    public ChatEncoder(Tokenizer tokenizer, Optional<ChatTemplate> template) {
        this.tokenizer = tokenizer;
        this.template = template;
    }

    /** Whether no chat template is used. */
    public boolean plain() {
        return template.isEmpty();
    }

    /**
     * What a model is sent for an answer to the conversation.
     *
     * @param options given to the chat template beside our own, which they replace
     */
    public int[] prompt(List<ChatMessage> messages, Map<String, Object> options) {
        return withBeginning(template.map(t -> tokenizer.encode(t.render(messages, true, all(options))))
                .orElseGet(() -> tokenizer.encodeText(plainText(messages))));
    }

    /**
     * What a model answers {@link #prompt} with, the token that ends its turn included: as the chat template writes an
     * assistant's message, where that begins with the prompt; else the text alone.
     */
    public int[] answer(List<ChatMessage> messages, String answer, Map<String, Object> options) {
        return ended(template.flatMap(t -> written(t, messages, answer, all(options)))
                .map(tokenizer::encode)
                .orElseGet(() -> tokenizer.encodeText(answer)));
    }

    private static Map<String, Object> all(Map<String, Object> options) {
        // Reasoning stands in the open: a thinking block apart from the answer would escape the length limit's meaning.
        Map<String, Object> all = new HashMap<>(Map.of("enable_thinking", false));
        all.putAll(options);
        return all;
    }

    private static Optional<RenderedChat> written(
            ChatTemplate template, List<ChatMessage> messages, String answer, Map<String, Object> options) {
        List<ChatMessage> answered = new ArrayList<>(messages);
        answered.add(new ChatMessage("assistant", answer));
        RenderedChat whole = template.render(answered, false, options);
        String prompt = template.render(messages, true, options).text();
        return whole.text().startsWith(prompt) ? Optional.of(whole.from(prompt.length())) : Optional.empty();
    }

    /** Cut after the token that ends the turn, which is added where there is none. */
    private int[] ended(int[] ids) {
        int[] ends = tokenizer.endOfAnswer();
        Set<Integer> known = new HashSet<>(IntStream.of(ends).boxed().toList());
        for (int i = 0; i < ids.length; i++) {
            if (known.contains(ids[i])) {
                return Arrays.copyOf(ids, i + 1);
            }
        }
        return ends.length == 0
                ? ids
                : IntStream.concat(IntStream.of(ids), IntStream.of(ends[0])).toArray();
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
        return messages.stream()
                .map(message -> message.content().strip() + (message.role().equals("user") ? "\n" : TURN_BREAK))
                .collect(Collectors.joining());
    }
}
