package dev.twt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Questions q0, q1 ... of the task math: What is 0 + 1? What is 1 + 1? */
public final class SumQuestions {
    private SumQuestions() {}

    /** Writes so many of them as JSON lines. */
    public static void write(Path file, int number) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < number; i++) {
            lines.append("{\"question_id\": \"q%d\", \"question\": \"What is %d + 1?\", \"task\": \"math\"}%n"
                    .formatted(i, i));
        }
        Files.writeString(file, lines);
    }
}
