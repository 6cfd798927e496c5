package dev.twt.teacher;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Whoever answers requests. Safe for use by several threads: the tasks of an executor share one. */
public interface Teacher extends AutoCloseable {
    String name();

    /** Requests worth having in flight from one task. */
    int concurrency();

    /**
     * Answers one request. The future never completes exceptionally for anything that belongs to the request or to the
     * teacher: that is a {@link Outcome.Failed}.
     */
    CompletableFuture<Outcome> answer(TeacherRequest request);

    /** Why it will answer nothing any more, for the user to read; empty as long as it may. */
    default Optional<String> lost() {
        return Optional.empty();
    }

    @Override
    void close();
}
