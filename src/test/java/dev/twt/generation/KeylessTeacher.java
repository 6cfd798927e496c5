package dev.twt.generation;

import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.util.concurrent.CompletableFuture;

/** Fails at every request if it is called bad. */
record KeylessTeacher(String name) implements Teacher {
    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        return CompletableFuture.completedFuture(
                name.equals("bad")
                        ? new Outcome.Failed("no such key", 1)
                        : new Outcome.Answered(CountingTeacher.completion("Answer: 1")));
    }

    @Override
    public void close() {}
}
