package dev.twt.teacher;

import dev.twt.config.PromptStyle;
import dev.twt.config.SamplingConfig;
import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.ModelCard;
import dev.twt.model.ModelSpec;
import dev.twt.model.PromptPrefix;
import dev.twt.model.text.ChatMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Conversations with a model in this JVM, token by token countable: what an in-JVM teacher reads and draws, for those who
 * need more of it than a {@link Completion}. Safe for use by several threads; their requests share the model's slots.
 */
public final class InJvmChat implements AutoCloseable {
    private final CausalLm lm;
    private final PromptPrefix prefix;
    private final PromptEncoder prompts;
    private final BatchEngine engine;

    private InJvmChat(CausalLm lm, PromptPrefix prefix, int slots) {
        this.lm = lm;
        this.prefix = prefix;
        this.prompts = new PromptEncoder(lm.tokenizer(), lm::chatTemplate, PromptStyle.AUTO, "chat", prefix);
        this.engine = new BatchEngine(lm, slots, "chat");
    }

    /**
     * Loads a model. Its chat template is used where it has one; else messages are written one after another.
     *
     * @param slots sequences generated together, at least 1
     * @throws dev.twt.model.file.ModelException if the model cannot be used
     */
    public static InJvmChat open(ModelSpec spec, int slots) {
        CausalLm lm = CausalLms.load(spec);
        try {
            return new InJvmChat(lm, PromptPrefix.of(spec.path()), slots);
        } catch (RuntimeException e) {
            lm.close();
            throw e;
        }
    }

    public ModelCard card() {
        return lm.card();
    }

    /** What is put before a user's last message, since the model was trained so. */
    public PromptPrefix prefix() {
        return prefix;
    }

    /** Whether messages are written one after another, for want of a chat template. */
    public boolean plain() {
        return prompts.plain();
    }

    /**
     * The token ids the model reads.
     *
     * @param options {@code chat_template_kwargs}; {@code enable_thinking} is false where they do not say otherwise
     * @throws dev.twt.model.file.ModelException if the template refuses the conversation
     */
    public int[] encode(List<ChatMessage> messages, Map<String, Object> options) {
        return prompts.encode(messages, options);
    }

    /** Stop texts of a conversation: the wanted ones, and without a chat template what announces a next question. */
    public List<String> stops(List<ChatMessage> messages, List<String> wanted) {
        return prompts.stops(messages, wanted);
    }

    /** Text of drawn tokens. */
    public String decode(int[] tokens) {
        return lm.tokenizer().decode(tokens);
    }

    /**
     * Draws one answer. The future completes exceptionally when prompt and answer do not fit the context, when computing
     * fails, or with {@link IllegalStateException} when the model is closed first.
     *
     * @param prompt as {@link #encode} gives it
     * @param seed of this answer alone: the same request gives the same answer whatever is generated beside it
     */
    public CompletableFuture<Generation> submit(int[] prompt, SamplingConfig sampling, long seed) {
        return engine.submit(new GenerationRequest(
                "chat", prompt, sampling.temperature(), sampling.topP(), sampling.maxTokens(), seed, sampling.stop()));
    }

    /** Ends after the step under way; what is not answered by then fails. */
    @Override
    public void close() {
        engine.close();
        lm.close();
    }
}
