package dev.twt.serving;

import java.util.concurrent.CompletableFuture;

/** Who answers what a {@link ChatServer} was asked. Safe for use by several threads. */
public interface ChatAnswerer extends AutoCloseable {
    /** The name under which it is asked. */
    String model();

    /** Longest prompt and answer together in tokens. */
    int contextLength();

    /** What answers, to the build: it changes when the same seed may give another answer. */
    String fingerprint();

    /**
     * Answers one request.
     *
     * @return completes exceptionally with an {@link ApiException} for an error in OpenAI's form; anything else is
     *     answered as a fault of the server
     * @throws ApiException as the future does, where it is known at once
     */
    CompletableFuture<ChatReply> answer(ChatRequest request);

    /** What is not answered by then fails. */
    @Override
    void close();
}
