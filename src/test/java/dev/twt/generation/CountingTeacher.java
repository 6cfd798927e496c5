package dev.twt.generation;

import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Answers after a while, having written the request's identity into a file: what was asked survives any kill. */
final class CountingTeacher implements Teacher {
    private final String name;
    private final Path asked;
    private final long delayMillis;
    private final int concurrency;

    CountingTeacher(String name, Path asked, long delayMillis, int concurrency) {
        this.name = name;
        this.asked = asked;
        this.delayMillis = delayMillis;
        this.concurrency = concurrency;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        write(request.requestId() + "\n");
        Outcome outcome =
                outcome(request.messages().get(request.messages().size() - 1).content());
        if (delayMillis == 0) {
            return CompletableFuture.completedFuture(outcome);
        }
        return CompletableFuture.supplyAsync(
                () -> outcome, CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS));
    }

    private synchronized void write(String line) {
        try {
            Files.writeString(asked, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome outcome(String question) {
        if (question.contains("breaks")) {
            return new Outcome.Failed("the line is down", 3);
        }
        if (question.contains("throws")) {
            throw new CompletionException(new IllegalStateException("a teacher that throws"));
        }
        Completion completion = completion("Because of " + question + "\nAnswer: 42\nConfidence: 0.9");
        if (question.contains("long")) {
            return new Outcome.Truncated(completion);
        }
        return question.contains("bad") ? new Outcome.Refused(completion) : new Outcome.Answered(completion);
    }

    static Completion completion(String text) {
        return new Completion(text, "", new float[] {-0.5f, -0.25f}, 11, 2, "stop", "fp", 5, 1);
    }

    @Override
    public void close() {}
}
