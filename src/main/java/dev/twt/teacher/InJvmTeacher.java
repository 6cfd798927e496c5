package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.model.CausalLm;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.PromptPrefix;
import dev.twt.model.text.TokenTexts;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A language model in this JVM as a teacher. */
final class InJvmTeacher implements Teacher {
    private final TeacherConfig config;
    private final CausalLm lm;
    private final PromptEncoder prompts;
    private final BatchEngine engine;

    InJvmTeacher(TeacherConfig config, CausalLm lm) {
        this.config = config;
        this.lm = lm;
        this.prompts = new PromptEncoder(
                lm.tokenizer(),
                lm::chatTemplate,
                config.prompt(),
                config.name(),
                PromptPrefix.of(Path.of(config.model())));
        this.engine = new BatchEngine(lm, config.slots(), config.name());
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public int concurrency() {
        // One batch under way and one waiting, so that a freed slot never waits for the task.
        return 2 * config.slots();
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        try {
            return engine.submit(generationRequest(request))
                    .thenApply(this::outcome)
                    .exceptionally(InJvmTeacher::failure);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failure(e));
        }
    }

    private GenerationRequest generationRequest(TeacherRequest request) {
        return new GenerationRequest(
                request.requestId(),
                prompts.encode(request.messages()),
                request.sampling().temperature(),
                request.sampling().topP(),
                request.sampling().maxTokens(),
                request.seed(),
                prompts.stops(request.messages(), request.sampling().stop()));
    }

    private Outcome outcome(Generation generation) {
        boolean whole = generation.finish() == Generation.Finish.STOP;
        int[] ends = TokenEnds.ofTexts(TokenTexts.of(generation.tokens(), lm.tokenizer()::decode), generation.text());
        Completion completion = new Completion(
                        generation.text(),
                        "",
                        generation.logprobs(),
                        generation.promptTokens(),
                        generation.tokens().length,
                        whole ? "stop" : "length",
                        "",
                        generation.millis(),
                        1)
                .withTokenEnds(ends);
        return whole ? new Outcome.Answered(completion) : new Outcome.Truncated(completion);
    }

    private static Outcome failure(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Outcome.Failed(message.lines().findFirst().orElse(""), 1);
    }

    @Override
    public void close() {
        engine.close();
        lm.close();
    }
}
