package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserExceptionTest {
    @Test
    void shouldKeepItsProblemsOnTheWayFromAnExecutor() throws Exception {
        UserException sent = new UserException(
                List.of(new Problem("a.jsonl:3", "no question", "Add one"), new Problem("b", "empty", "Remove it")));

        UserException received = (UserException) copied(sent);

        assertThat(received.problems()).isEqualTo(sent.problems());
        assertThat(received).hasMessage("a.jsonl:3: no question. Add one\nb: empty. Remove it");
    }

    @Test
    void shouldKeepWhyAStepStopped() throws Exception {
        StoppedEarly received = (StoppedEarly) copied(new StoppedEarly("the budget is spent", "40 answers are kept"));

        assertThat(received.why()).isEqualTo("the budget is spent");
        assertThat(received.kept()).isEqualTo("40 answers are kept");
    }

    private static Object copied(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
