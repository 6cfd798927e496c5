package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.Workspace;
import dev.twt.generation.governor.Governor;
import dev.twt.generation.governor.Ungoverned;
import dev.twt.task.Question;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RequestRunnerTest {
    @TempDir
    Path folder;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final FailureRule failures = new FailureRule(0.5);
    private Governor governor = new Ungoverned();
    private Tally tally = Tally.NONE;

    /** Lets the test end each request when it wishes. */
    private static final class HandTeacher implements Teacher {
        private final AtomicInteger looks = new AtomicInteger();
        private final List<CompletableFuture<Outcome>> open = new ArrayList<>();
        private final AtomicInteger most = new AtomicInteger();
        private final int concurrency;
        private final boolean atOnce;

        HandTeacher(int concurrency, boolean atOnce) {
            this.concurrency = concurrency;
            this.atOnce = atOnce;
        }

        @Override
        public String name() {
            return "hand";
        }

        @Override
        public int concurrency() {
            looks.incrementAndGet();
            return concurrency;
        }

        @Override
        public synchronized CompletableFuture<Outcome> answer(TeacherRequest request) {
            CompletableFuture<Outcome> future = new CompletableFuture<>();
            open.add(future);
            most.accumulateAndGet((int) open.stream().filter(f -> !f.isDone()).count(), Math::max);
            if (atOnce) {
                future.complete(new Outcome.Answered(CountingTeacher.completion("Answer: 1")));
            }
            return future;
        }

        synchronized int asked() {
            return open.size();
        }

        synchronized void end(Outcome outcome) {
            open.stream().filter(f -> !f.isDone()).findFirst().orElseThrow().complete(outcome);
        }

        @Override
        public void close() {}
    }

    private SegmentFiles files() {
        return new SegmentFiles(Workspace.at(folder.toString(), new Configuration(false)));
    }

    private RequestRunner runner(Teacher teacher, int segmentRows, Duration grace) {
        return new RequestRunner(
                teacher,
                Samples.teacher("hand"),
                EchoTask::named,
                1,
                new SegmentWriter(files(), "seg-x-0-1", segmentRows, Duration.ofHours(1), System::nanoTime),
                failures,
                governor,
                more -> tally = tally.plus(more),
                remark -> {},
                stop::get,
                grace);
    }

    private static List<PlannedRequest> requests(int count) {
        List<PlannedRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new PlannedRequest("r" + i, "q" + i, 0, "full", 0, "text", Question.of("Question " + i)));
        }
        return requests;
    }

    private Set<String> recorded() throws IOException {
        Set<String> ids = new HashSet<>();
        for (org.apache.hadoop.fs.Path segment : files().published("seg-")) {
            SegmentReader.read(segment, new Configuration(false)).forEach(row -> ids.add(row.requestId()));
        }
        return ids;
    }

    private Thread start(RequestRunner runner, List<PlannedRequest> requests) {
        Thread thread = new Thread(() -> {
            try {
                runner.run(requests.iterator());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    @Test
    void shouldKeepAsManyInFlightAsTheTeacherWishes() throws Exception {
        HandTeacher teacher = new HandTeacher(3, false);
        Thread thread = start(runner(teacher, 64, Duration.ZERO), requests(8));
        for (int ended = 0; ended < 8; ended++) {
            int expected = Math.min(8, 3 + ended);
            await(() -> teacher.asked() == expected);
            teacher.end(new Outcome.Answered(CountingTeacher.completion("Answer: 1")));
        }
        thread.join();
        assertThat(teacher.most.get()).isEqualTo(3);
        assertThat(recorded()).hasSize(8);
        assertThat(tally.answered()).isEqualTo(8);
    }

    @Test
    void shouldSleepWhileItWaitsForAnswers() throws Exception {
        HandTeacher teacher = new HandTeacher(2, false);
        Thread thread = start(runner(teacher, 64, Duration.ZERO), requests(2));
        await(() -> teacher.asked() == 2);
        int before = teacher.looks.get();
        Thread.sleep(1000);
        assertThat(teacher.looks.get() - before)
                .as("rounds of the loop in a second, which wakes up every 200 ms by itself")
                .isLessThan(100);
        teacher.end(new Outcome.Answered(CountingTeacher.completion("Answer: 1")));
        teacher.end(new Outcome.Answered(CountingTeacher.completion("Answer: 1")));
        thread.join();
    }

    @Test
    void shouldPublishSegmentsWhileItRuns() throws Exception {
        HandTeacher teacher = new HandTeacher(1, false);
        Thread thread = start(runner(teacher, 2, Duration.ZERO), requests(5));
        for (int i = 0; i < 3; i++) {
            int expected = i + 1;
            await(() -> teacher.asked() == expected);
            teacher.end(new Outcome.Answered(CountingTeacher.completion("Answer: 1")));
        }
        await(() -> teacher.asked() == 4);
        assertThat(recorded()).containsExactlyInAnyOrder("r0", "r1");
        stop.set(true);
        thread.join();
        assertThat(recorded()).as("the rest is published at the end").containsExactlyInAnyOrder("r0", "r1", "r2");
    }

    @Test
    void shouldTakeWhatIsInFlightWhenInterruptedAndPublishIt() throws Exception {
        HandTeacher teacher = new HandTeacher(2, false);
        Thread thread = start(runner(teacher, 64, Duration.ofSeconds(30)), requests(9));
        await(() -> teacher.asked() == 2);
        thread.interrupt();
        Thread.sleep(50);
        teacher.end(new Outcome.Answered(CountingTeacher.completion("Answer: 1")));
        teacher.end(new Outcome.Failed("cut", 1));
        thread.join();
        assertThat(teacher.asked()).as("nothing more is sent").isEqualTo(2);
        assertThat(recorded()).containsExactlyInAnyOrder("r0", "r1");
    }

    @Test
    void shouldNotWaitLongerThanTheGraceForWhatIsInFlight() throws Exception {
        HandTeacher teacher = new HandTeacher(2, false);
        Thread thread = start(runner(teacher, 64, Duration.ofMillis(50)), requests(2));
        await(() -> teacher.asked() == 2);
        stop.set(true);
        thread.join();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void shouldRecordAnAnswerEvenWhereItsTaskBreaks() throws Exception {
        HandTeacher teacher = new HandTeacher(1, false);
        Thread thread = start(runner(teacher, 64, Duration.ZERO), requests(1));
        await(() -> teacher.asked() == 1);
        teacher.end(new Outcome.Answered(CountingTeacher.completion("fault")));
        thread.join();
        assertThat(recorded()).containsExactly("r0");
        assertThat(tally.answered()).isEqualTo(1);
    }

    @Test
    void shouldNotAskATeacherThatWasGivenUp() throws Exception {
        for (int i = 0; i < FailureRule.LEAST_ASKED; i++) {
            failures.failed("no");
        }
        HandTeacher teacher = new HandTeacher(1, true);
        runner(teacher, 64, Duration.ZERO).run(requests(3).iterator());
        assertThat(teacher.asked()).isZero();
    }

    @Test
    void shouldBearFewFailures() {
        FailureRule rule = new FailureRule(0.5);
        for (int i = 0; i < 19; i++) {
            rule.failed("e" + i);
        }
        assertThat(rule.stopped()).as("too few to judge").isEmpty();
        FailureRule mixed = new FailureRule(0.5);
        for (int i = 0; i < 40; i++) {
            mixed.succeeded();
            mixed.failed("e");
        }
        assertThat(mixed.stopped()).as("half is allowed").isEmpty();
        mixed.failed("the last");
        assertThat(mixed.stopped().orElseThrow()).contains("41 of 81").contains("the last");
    }

    @Test
    void shouldPublishByTimeAsWell() throws IOException {
        long[] now = {0};
        SegmentWriter writer = new SegmentWriter(files(), "seg-t-0-1", 64, Duration.ofSeconds(15), () -> now[0]);
        PlannedRequest request = requests(1).get(0);
        writer.add(List.of(new LedgerRows(Samples.teacher("hand"), EchoTask::named)
                .row(request, new Outcome.Failed("x", 1), java.time.Instant.EPOCH)));
        now[0] = Duration.ofSeconds(14).toNanos();
        writer.flushIfDue();
        assertThat(recorded()).isEmpty();
        now[0] = Duration.ofSeconds(15).toNanos();
        writer.flushIfDue();
        assertThat(recorded()).containsExactly("r0");
    }

    @Test
    void shouldPublishWheneverAnInterruptComesWhileItDoes() throws Exception {
        PlannedRequest request = requests(1).get(0);
        var row = new LedgerRows(Samples.teacher("hand"), EchoTask::named)
                .row(request, new Outcome.Failed("x", 1), java.time.Instant.EPOCH);
        int times = 120;
        for (int i = 0; i < times; i++) {
            SegmentWriter writer = new SegmentWriter(files(), "seg-t-" + i, 64, Duration.ofHours(1), System::nanoTime);
            writer.add(List.of(row));
            List<Throwable> thrown = new CopyOnWriteArrayList<>();
            Thread task = new Thread(() -> {
                try {
                    writer.flush();
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                } catch (IOException | RuntimeException | AssertionError e) {
                    thrown.add(e);
                }
            });
            task.start();
            // From the first moments to the last ones.
            LockSupport.parkNanos(i * 100_000L);
            task.interrupt();
            task.join();
            if (thrown.stream().allMatch(AssertionError.class::isInstance)) {
                thrown.clear(); // it had ended before
            }
            assertThat(thrown)
                    .as("interrupted after %d tenths of a millisecond", i)
                    .isEmpty();
        }
        assertThat(files().published("seg-t-")).hasSize(times);
    }

    @Test
    void shouldLayOutSlotsSoThatNoTaskHoldsTwoTeachers() {
        Slots slots = new Slots(List.of(100L, 0L, 1L, 50L), 4);
        assertThat(slots.numPartitions()).isEqualTo(9);
        Set<Integer> first = new HashSet<>();
        Set<Integer> last = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            first.add(slots.of(0, "question" + i));
            last.add(slots.of(3, "question" + i));
        }
        assertThat(first).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(slots.of(2, "any")).isEqualTo(4);
        assertThat(last).containsExactlyInAnyOrder(5, 6, 7, 8);
    }
}
