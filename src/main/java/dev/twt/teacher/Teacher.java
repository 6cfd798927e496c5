package dev.twt.teacher;

import java.util.List;
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

    /**
     * Answers several samples of one question, in one request where the teacher can; else each by itself. One outcome a
     * sample, in their order. {@link Outcome.Apart} says of a sample that it has to be asked by itself.
     *
     * @param samples one or more requests that differ in nothing but sample, identity and seed
     */
    default CompletableFuture<List<Outcome>> answerTogether(List<TeacherRequest> samples) {
        List<CompletableFuture<Outcome>> answers =
                samples.stream().map(this::answer).toList();
        return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Why it will answer nothing any more, for the user to read; empty as long as it may. */
    default Optional<String> lost() {
        return Optional.empty();
    }

    @Override
    void close();
}
