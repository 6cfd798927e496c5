package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.task.Question;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.TaskKilledException;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class SlotRequestsTest {
    private boolean stop;

    private static OpenRequest open(int number) {
        return new OpenRequest(
                0, new PlannedRequest("r" + number, "q" + number, 0, "full", 0, "text", Question.of("Question")));
    }

    /** Requests 1 to {@code last}, of which Spark hands over no more than are asked for before the task is to stop. */
    private Iterator<Tuple2<SlotKey, OpenRequest>> rest(int last, int beforeTheEnd) {
        Iterator<Integer> numbers = IntStream.rangeClosed(1, last).iterator();
        return new Iterator<>() {
            private int asked;

            @Override
            public boolean hasNext() {
                if (asked == beforeTheEnd) {
                    throw new TaskKilledException("Job cancelled");
                }
                return numbers.hasNext();
            }

            @Override
            public Tuple2<SlotKey, OpenRequest> next() {
                asked++;
                int number = numbers.next();
                return new Tuple2<>(new SlotKey(0, "q" + number, 0), open(number));
            }
        };
    }

    private List<String> read(SlotRequests requests) {
        List<String> ids = new ArrayList<>();
        requests.forEachRemaining(request -> ids.add(request.requestId()));
        return ids;
    }

    @Test
    void shouldLeaveOutWhatWasRecorded() {
        assertThat(read(new SlotRequests(open(0), rest(5, 9), Set.of("r0", "r3", "r5"), () -> stop)))
                .containsExactly("r1", "r2", "r4");
    }

    @Test
    void shouldEndWhereSparkThrowsBecauseTheTaskIsToStop() {
        stop = true;

        assertThat(read(new SlotRequests(open(0), rest(5, 2), Set.of(), () -> stop)))
                .containsExactly("r0", "r1", "r2");
    }

    @Test
    void shouldPassOnWhatIsNoStop() {
        SlotRequests requests = new SlotRequests(open(0), rest(5, 0), Set.of(), () -> stop);
        requests.next();

        assertThatThrownBy(requests::hasNext).isInstanceOf(TaskKilledException.class);
    }
}
