package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.Problem;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final List<Problem> PROBLEMS =
            List.of(new Problem("a.jsonl:3", "no question", "Add one"), new Problem("b", "c", "d"));

    @Test
    void shouldFindTheUsersProblemsBeneathSparksException() {
        Throwable thrown = new RuntimeException(new SparkException("Job aborted", new UserException(PROBLEMS)));

        assertThat(Failure.of(thrown)).isEqualTo(new Failure.Mendable(PROBLEMS));
    }

    @Test
    void shouldFindTheProblemInTheTextWhereTheExceptionCouldNotBeSent() {
        String message = """
                Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure: Lost task 0.3 \
                in stage 1.0 (TID 7) (10.0.0.1 executor 2): dev.twt.config.UserException: ws/a.jsonl:3: the row has no \
                question. Add one. Or leave it out
                \tat dev.twt.dataset.Rows.next(Rows.java:10)
                \tat java.base/java.lang.Thread.run(Thread.java:840)

                Driver stacktrace:""";

        assertThat(Failure.of(new SparkException(message)))
                .isEqualTo(new Failure.Mendable(
                        List.of(new Problem("ws/a.jsonl:3", "the row has no question", "Add one. Or leave it out"))));
    }

    @Test
    void shouldFindAModelsProblemInTheText() {
        String message = "Lost task: " + new ModelException("m.gguf", "quantisation IQ2 is unknown", "Take Q4_K_M")
                + "\n\tat x.Y.z(Y.java:1)";

        assertThat(Failure.of(new SparkException(message)))
                .isEqualTo(new Failure.Mendable(
                        List.of(new Problem("m.gguf", "quantisation IQ2 is unknown", "Take Q4_K_M"))));
    }

    @Test
    void shouldFindAModelsProblem() {
        assertThat(Failure.of(new IOException(new ModelException("m", "w", "f"))))
                .isEqualTo(new Failure.Mendable(List.of(new Problem("m", "w", "f"))));
    }

    @Test
    void shouldKnowAStepThatStoppedEarly() {
        assertThat(Failure.of(new RuntimeException(new StoppedEarly("w", "k"))))
                .isEqualTo(new Failure.Stopped("w", "k"));
    }

    @Test
    void shouldKnowAFullDisk() {
        Failure failure = Failure.of(new SparkException("x", new IOException("No space left on device")));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        Failure.Mendable.class,
                        mendable -> assertThat(mendable.problems().get(0).what())
                                .isEqualTo("no space is left (No space left on device)"));
    }

    @Test
    void shouldKnowAMissingRight() {
        assertThat(Failure.of(new RuntimeException(new AccessDeniedException("/data/q.jsonl"))))
                .isEqualTo(new Failure.Mendable(List.of(new Problem(
                        "/data/q.jsonl", "this may not be read or written", "Give yourself the right to it"))));
    }

    @Test
    void shouldTakeEverythingElseForAFault() {
        Throwable thrown = new IllegalStateException("odd");

        assertThat(Failure.of(thrown)).isEqualTo(new Failure.Fault(thrown));
    }

    @Test
    void shouldEndOnACircleOfCauses() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(Failure.of(one)).isEqualTo(new Failure.Fault(one));
    }
}
