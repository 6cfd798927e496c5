package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the runner puts samples of a question together, and takes them apart. */
@Timeout(60)
class SamplesTogetherTest {
    private static final Outcome APART = new Outcome.Apart("one answer a request");

    @TempDir
    Path folder;

    private final GroupTeacher teacher = new GroupTeacher();
    private final FailureRule failures = new FailureRule(0.5);
    private final List<String> remarks = new ArrayList<>();
    private int segmentRows = 64;

    /** One request at a time, unless told otherwise; answers all samples, or as laid down. */
    private static final class GroupTeacher implements Teacher {
        final List<String> asked = new ArrayList<>();
        final Deque<List<Outcome>> script = new ArrayDeque<>();
        int concurrency = 1;
        /** Whose answer comes only with the next request's; none by default. */
        String held = "";

        private Runnable letGo = () -> {};

        @Override
        public String name() {
            return "ada";
        }

        @Override
        public int concurrency() {
            return concurrency;
        }

        @Override
        public CompletableFuture<Outcome> answer(TeacherRequest request) {
            throw new AssertionError("all samples of a request are asked together");
        }

        @Override
        public CompletableFuture<List<Outcome>> answerTogether(List<TeacherRequest> samples) {
            String names = String.join(
                    "+", samples.stream().map(TeacherRequest::requestId).toList());
            asked.add(names);
            List<Outcome> laidDown = script.poll();
            List<Outcome> outcomes = laidDown != null
                    ? laidDown
                    : samples.stream().map(s -> good()).toList();
            letGo.run();
            letGo = () -> {};
            if (!names.equals(held)) {
                return CompletableFuture.completedFuture(outcomes);
            }
            held = "";
            CompletableFuture<List<Outcome>> later = new CompletableFuture<>();
            letGo = () -> later.complete(outcomes);
            return later;
        }

        @Override
        public void close() {}
    }

    private static Outcome good() {
        return new Outcome.Answered(CountingTeacher.completion("Answer: 1"));
    }

    private static Outcome cut() {
        return new Outcome.Retry("cut", Duration.ofMillis(1), true, false);
    }

    /** Requests are named by their question and sample. */
    private static List<PlannedRequest> requests(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new PlannedRequest(
                        names[i],
                        names[i].substring(0, 1),
                        names[i].charAt(1) - '0',
                        "full",
                        0,
                        "text",
                        Question.of("Question " + names[i].charAt(0))))
                .toList();
    }

    private void run(int together, Governor governor, String... names) throws IOException {
        TeacherConfig config = Samples.teacher("ada", "ada.gguf", 4)
                .withRetry(new RetryConfig(2, Duration.ofMillis(1), Duration.ofMillis(2)))
                .withSamplesARequest(together);
        SegmentFiles files = new SegmentFiles(Workspace.at(folder.toString(), new Configuration(false)));
        new RequestRunner(
                        teacher,
                        config,
                        EchoTask::named,
                        1,
                        new SegmentWriter(files, "seg-x-0-1", segmentRows, Duration.ofHours(1), System::nanoTime),
                        failures,
                        governor,
                        more -> {},
                        remarks::add,
                        () -> false,
                        Duration.ZERO)
                .run(requests(names).iterator());
    }

    private List<org.apache.hadoop.fs.Path> segments() throws IOException {
        return new SegmentFiles(Workspace.at(folder.toString(), new Configuration(false))).published("seg-");
    }

    private Map<String, String> recorded() throws IOException {
        Map<String, String> outcomes = new TreeMap<>();
        for (org.apache.hadoop.fs.Path segment : segments()) {
            SegmentReader.read(segment, new Configuration(false))
                    .forEach(row -> assertThat(outcomes.put(row.requestId(), row.outcome()))
                            .isNull());
        }
        return outcomes;
    }

    @Test
    void shouldPutTogetherNeighboursOfOneQuestionUpToTheNumber() throws IOException {
        run(2, new Ungoverned(), "a0", "a1", "a2", "b0", "c1", "c3");

        assertThat(teacher.asked).containsExactly("a0+a1", "a2", "b0", "c1+c3");
        assertThat(recorded()).hasSize(6);
    }

    @Test
    void shouldAskOnePermitForPromptOnceAndEachLongestAnswer() throws IOException {
        ScriptedGovernor governor = new ScriptedGovernor(1, 1);
        run(4, governor, "a0", "a1", "a2", "b0");

        assertThat(governor.asked).hasSize(2);
        long alone = governor.asked.get(1).tokens();
        assertThat(governor.asked.get(0).tokens()).isEqualTo(alone + 2 * 256);
        assertThat(governor.asked.get(0).usd())
                .isCloseTo(governor.asked.get(1).usd() + 2 * 256 * 10 / 1e6, within(1e-9));
        Settlement three = governor.settled.values().iterator().next();
        assertThat(three.tokens()).isEqualTo(3 * 13);
        assertThat(three.usd()).isCloseTo(3 * (11 * 1.0 + 2 * 10.0) / 1e6, within(1e-12));
    }

    @Test
    void shouldAskTheRestOneByOneAndNeverTogetherAgain() throws IOException {
        teacher.script.add(List.of(good(), APART, APART));
        ScriptedGovernor governor = new ScriptedGovernor(1, 1, 1, 1, 1);
        run(3, governor, "a0", "a1", "a2", "b0", "b1");

        assertThat(teacher.asked).containsExactly("a0+a1+a2", "a1", "a2", "b0", "b1");
        assertThat(recorded()).hasSize(5).doesNotContainValue("failed");
        assertThat(governor.asked.get(1)).isEqualTo(governor.asked.get(3));
        assertThat(remarks).hasSize(1);
    }

    @Test
    void shouldPayNothingForARequestThatWasRefusedForItsNumber() throws IOException {
        teacher.script.add(List.of(APART, APART));
        ScriptedGovernor governor = new ScriptedGovernor(1, 1, 1);
        run(2, governor, "a0", "a1");

        assertThat(teacher.asked).containsExactly("a0+a1", "a0", "a1");
        assertThat(governor.settled.values()).startsWith(Settlement.free(false));
    }

    @Test
    void shouldTakeApartWhatWaitsToBeSentAgain() throws IOException {
        teacher.script.add(List.of(cut(), cut()));
        teacher.script.add(List.of(good(), APART));
        // Both ends are taken at once, so that the first waits when the second is refused, however slow the machine.
        teacher.concurrency = 2;
        teacher.held = "a0+a1";
        run(2, new Ungoverned(), "a0", "a1", "b0", "b1");

        assertThat(teacher.asked.subList(0, 2)).containsExactly("a0+a1", "b0+b1");
        assertThat(teacher.asked.subList(2, 5)).containsExactlyInAnyOrder("b1", "a0", "a1");
        assertThat(recorded()).hasSize(4);
    }

    @Test
    void shouldSendAgainOnlyTheSampleThatMaySucceedLater() throws IOException {
        teacher.script.add(List.of(good(), cut(), new Outcome.Failed("no", 1)));
        run(4, new Ungoverned(), "a0", "a1", "a2");

        assertThat(teacher.asked).containsExactly("a0+a1+a2", "a1");
        assertThat(recorded()).containsEntry("a1", "answered").containsEntry("a2", "failed");
    }

    @Test
    void shouldFailEverySampleOnceTheGroupWasSentOftenEnough() throws IOException {
        teacher.script.add(List.of(cut(), cut()));
        teacher.script.add(List.of(cut(), cut()));
        run(2, new Ungoverned(), "a0", "a1");

        assertThat(teacher.asked).containsExactly("a0+a1", "a0+a1");
        assertThat(recorded()).containsEntry("a0", "failed").containsEntry("a1", "failed");
    }

    @Test
    void shouldKeepTheAnswersOfOneReplyInOneSegment() throws IOException {
        segmentRows = 2;
        run(3, new Ungoverned(), "a0", "a1", "a2", "b0", "b1", "b2");

        assertThat(segments()).hasSize(2);
        for (org.apache.hadoop.fs.Path segment : segments()) {
            assertThat(SegmentReader.read(segment, new Configuration(false))).hasSize(3);
        }
    }
}
