package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RetryConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Workspace;
import dev.twt.generation.governor.Governor;
import dev.twt.generation.governor.Settlement;
import dev.twt.generation.governor.Ungoverned;
import dev.twt.task.Question;
import dev.twt.teacher.Outcome;
import dev.twt.teacher.Teacher;
import dev.twt.teacher.TeacherRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the runner does where a request does not go through at once. */
@Timeout(60)
class RetriesAndGrantsTest {
    @TempDir
    Path folder;

    private final FailureRule failures = new FailureRule(1);
    private final SayingTeacher teacher = new SayingTeacher();

    /** Says what the test has laid down for a request, then answers. */
    private static final class SayingTeacher implements Teacher {
        final List<String> asked = new ArrayList<>();
        final Map<String, Deque<Outcome>> script = new HashMap<>();

        int lostAfter = Integer.MAX_VALUE;

        void say(String requestId, Outcome... outcomes) {
            script.put(requestId, new ArrayDeque<>(List.of(outcomes)));
        }

        @Override
        public String name() {
            return "saying";
        }

        @Override
        public int concurrency() {
            return lostAfter == Integer.MAX_VALUE ? 4 : 1;
        }

        @Override
        public Optional<String> lost() {
            return asked.size() >= lostAfter ? Optional.of("its server ended") : Optional.empty();
        }

        @Override
        public CompletableFuture<Outcome> answer(TeacherRequest request) {
            asked.add(request.requestId());
            Deque<Outcome> left = script.getOrDefault(request.requestId(), new ArrayDeque<>());
            return CompletableFuture.completedFuture(
                    left.isEmpty() ? new Outcome.Answered(CountingTeacher.completion("Answer: 1")) : left.poll());
        }

        @Override
        public void close() {}
    }

    private static Outcome busy() {
        return new Outcome.Retry("429 too many", Duration.ofMillis(1), false, true);
    }

    private static Outcome cut() {
        return new Outcome.Retry("the answer was cut off", null, true, false);
    }

    private Optional<String> run(int requests, Governor governor) throws IOException {
        TeacherConfig config = Samples.teacher("ada").withRetry(new RetryConfig(3, Duration.ofMillis(1), longestWait));
        SegmentFiles files = new SegmentFiles(Workspace.at(folder.toString(), new Configuration(false)));
        SegmentWriter segments = new SegmentWriter(files, "seg-x-0-1", 64, Duration.ofHours(1), System::nanoTime);
        return new RequestRunner(
                        teacher,
                        config,
                        EchoTask::named,
                        1,
                        segments,
                        failures,
                        governor,
                        more -> {},
                        remark -> {},
                        () -> false,
                        Duration.ZERO)
                .run(IntStream.range(0, requests)
                        .mapToObj(i -> new PlannedRequest(
                                "r" + i, "q" + i, 0, "full", 0, "text", Question.of("Question " + i)))
                        .iterator());
    }

    private Map<String, String> recorded() throws IOException {
        Map<String, String> outcomes = new HashMap<>();
        SegmentFiles files = new SegmentFiles(Workspace.at(folder.toString(), new Configuration(false)));
        for (org.apache.hadoop.fs.Path segment : files.published("seg-")) {
            SegmentReader.read(segment, new Configuration(false))
                    .forEach(row -> outcomes.put(row.requestId(), row.outcome()));
        }
        return outcomes;
    }

    private Duration longestWait = Duration.ofMillis(5);

    @Test
    void shouldSendAgainWhatMaySucceedLater() throws IOException {
        teacher.say("r1", busy(), cut());
        run(3, new Ungoverned());

        assertThat(recorded()).containsOnlyKeys("r0", "r1", "r2").containsEntry("r1", "answered");
        assertThat(teacher.asked).hasSize(5).containsOnlyOnce("r0", "r2");
    }

    @Test
    void shouldRecordAFailureOnceItWasSentOftenEnough() throws IOException {
        teacher.say("r0", cut(), cut(), cut(), cut());
        run(1, new Ungoverned());

        assertThat(recorded()).containsEntry("r0", "failed");
        assertThat(teacher.asked).hasSize(3);
    }

    @Test
    void shouldNotCountAsAnAttemptWhatWasNeverSent() throws IOException {
        // Patience is time: a busy machine must not use it up.
        longestWait = Duration.ofSeconds(20);
        Outcome resting = new Outcome.Resting("the server rests", Duration.ofMillis(1));
        teacher.say("r0", resting, resting, resting, resting, resting, resting);
        ScriptedGovernor governor = new ScriptedGovernor(1, 1, 1, 1, 1, 1, 1);
        run(1, governor);

        assertThat(recorded()).containsEntry("r0", "answered");
        assertThat(governor.settled.values()).hasSize(7).contains(Settlement.unsent(), used());
    }

    @Test
    void shouldNotWaitForEverForAServerThatRests() throws IOException {
        Outcome[] resting = new Outcome[1000];
        java.util.Arrays.fill(resting, new Outcome.Resting("the server rests", Duration.ofMillis(1)));
        teacher.say("r0", resting);
        run(1, new Ungoverned());

        assertThat(recorded()).containsEntry("r0", "failed");
    }

    @Test
    void shouldWaitForAServerThatStartsHoweverLongWithoutAnAttempt() throws IOException {
        Outcome[] starting = new Outcome[1000];
        java.util.Arrays.fill(starting, new Outcome.Starting("the server starts", Duration.ofMillis(1)));
        teacher.say("r0", starting);
        run(1, new Ungoverned());

        assertThat(recorded()).containsEntry("r0", "answered");
        assertThat(teacher.asked).hasSize(1001);
    }

    @Test
    void shouldLeaveTheRestForAnotherRunWhenTheTeacherIsLost() throws IOException {
        teacher.say("r0", new Outcome.Starting("the server starts", Duration.ofMillis(1)));
        teacher.lostAfter = 1;
        run(3, new Ungoverned());

        assertThat(recorded()).isEmpty();
        assertThat(teacher.asked).hasSize(1);
    }

    @Test
    void shouldWaitForGrantsAndSendEachRequestOnce() throws IOException {
        ScriptedGovernor governor = new ScriptedGovernor(2, 0, 0, 1, 9, 9, 9);
        assertThat(run(5, governor)).isEmpty();

        assertThat(teacher.asked).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(governor.settled.values()).hasSize(5).containsOnly(used());
    }

    private static Settlement used() {
        return Settlement.used(13, (11 * 1.0 + 2 * 10.0) / 1e6);
    }

    @Test
    void shouldLeaveWhatIsNotGrantedForAnotherRun() throws IOException {
        assertThat(run(5, new ScriptedGovernor(2))).contains(ScriptedGovernor.OVER);

        assertThat(recorded()).containsOnlyKeys("r0", "r1");
        assertThat(failures.stopped()).isEmpty();
    }

    @Test
    void shouldAskAgainAndSettleForEveryTimeItSends() throws IOException {
        teacher.say("r0", busy(), cut());
        ScriptedGovernor governor = new ScriptedGovernor(1, 1, 1, 1);
        run(1, governor);

        assertThat(governor.settled.values()).containsExactly(Settlement.free(true), Settlement.unknown(), used());
        assertThat(governor.asked).hasSize(3).allSatisfy(worst -> {
            assertThat(worst.tokens()).isGreaterThan(256);
            assertThat(worst.usd()).isGreaterThan(256 * 10 / 1e6);
        });
    }
}
