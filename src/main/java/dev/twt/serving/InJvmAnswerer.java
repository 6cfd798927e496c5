package dev.twt.serving;

import dev.twt.config.SamplingConfig;
import dev.twt.model.Generation;
import dev.twt.model.ModelSpec;
import dev.twt.model.file.ModelException;
import dev.twt.model.text.TokenTexts;
import dev.twt.teacher.InJvmChat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Answers from a model in this JVM; concurrent requests share its slots. */
public final class InJvmAnswerer implements ChatAnswerer {
    private final InJvmChat chat;
    private final String model;
    private final String fingerprint;

    private InJvmAnswerer(InJvmChat chat, String model, String fingerprint) {
        this.chat = chat;
        this.model = model;
        this.fingerprint = fingerprint;
    }

    /**
     * Loads a model.
     *
     * @param slots sequences generated together
     * @param name under which it is asked; empty: the name of its file or folder, without .gguf, or STUDENT.STAGE
     * @throws ModelException if the model cannot be used
     */
    public static InJvmAnswerer open(ModelSpec spec, int slots, String name) {
        String file = spec.path().toAbsolutePath().normalize().getFileName().toString();
        return new InJvmAnswerer(
                InJvmChat.open(spec, slots),
                name.isEmpty() ? ServedName.of(spec.path()) : name,
                file + "-" + spec.dtype().toLowerCase(Locale.ROOT));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int contextLength() {
        return chat.card().contextLength();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** Whether the model is prompted as plain text, for want of a chat template. */
    public boolean plain() {
        return chat.plain();
    }

    /** What is put before a user's last message, since the model was trained so; mostly empty. */
    public String prefix() {
        return chat.prefix().text();
    }

    @Override
    public CompletableFuture<ChatReply> answer(ChatRequest request) {
        int[] prompt = prompt(request);
        SamplingConfig sampling = new SamplingConfig(
                request.temperature(),
                request.topP(),
                maxTokens(request, prompt.length),
                chat.stops(request.messages(), request.stop()));
        long seed = request.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
        List<CompletableFuture<Generation>> drawn = Arrays.stream(ChoiceSeeds.of(seed, request.answers()))
                .mapToObj(each -> chat.submit(prompt, sampling, each))
                .toList();
        return CompletableFuture.allOf(drawn.toArray(CompletableFuture[]::new))
                .thenApply(all -> new ChatReply(
                        drawn.stream()
                                .map(each -> choice(each.join(), request.logprobs()))
                                .toList(),
                        prompt.length));
    }

    private int[] prompt(ChatRequest request) {
        try {
            return chat.encode(request.messages(), request.templateOptions());
        } catch (ModelException e) {
            throw ApiException.invalid(
                    "chat_template_refused", "The model's chat template refuses this conversation: " + e.what());
        }
    }

    private int maxTokens(ChatRequest request, int promptTokens) {
        int room = contextLength() - promptTokens;
        int wanted = request.maxTokens().orElse(Math.max(1, room));
        if (promptTokens == 0) {
            throw ApiException.invalid("The messages make no tokens: say something");
        }
        if (wanted > room) {
            throw ApiException.invalid(
                    "context_length_exceeded",
                    "The prompt of " + promptTokens + " tokens and an answer of up to " + wanted
                            + " do not fit the model's context of " + contextLength() + " tokens");
        }
        return wanted;
    }

    private ChatReply.Choice choice(Generation drawn, boolean logprobs) {
        return new ChatReply.Choice(
                drawn.text(),
                drawn.finish().name().toLowerCase(Locale.ROOT),
                drawn.tokens().length,
                logprobs ? logprobs(drawn) : null);
    }

    private List<ChatReply.TokenLogprob> logprobs(Generation drawn) {
        List<String> texts = TokenTexts.of(drawn.tokens(), chat::decode);
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new ChatReply.TokenLogprob(texts.get(i), drawn.logprobs()[i]))
                .toList();
    }

    @Override
    public void close() {
        chat.close();
    }
}
