package dev.twt.generation;

import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Breaks its task with an error at the eighth request of the first attempt. */
final class FlakyTeacher implements Teacher {
    private final CountingTeacher teacher;
    private final Path flag;
    private int requests;

    FlakyTeacher(String name, Path asked, Path flag) {
        this.teacher = new CountingTeacher(name, asked, 0, 1);
        this.flag = flag;
    }

    @Override
    public String name() {
        return teacher.name();
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        requests++;
        if (requests == 8 && !Files.exists(flag)) {
            try {
                Files.createFile(flag);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            throw new AssertionError("the executor breaks");
        }
        return teacher.answer(request);
    }

    @Override
    public void close() {
        teacher.close();
    }
}
