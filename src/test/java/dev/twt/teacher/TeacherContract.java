package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.SamplingConfig;
import dev.twt.model.text.ChatMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every teacher backend keeps to. A backend's test extends this and says how to make one. */
@Timeout(120)
abstract class TeacherContract {
    /** A word that stands in every prompt and must never be seen in an error. */
    static final String PLANTED = "xylophone-4711";

    static final int QUESTIONS = 12;

    private Teacher teacher;

    /** A teacher that answers {@link #question} for 0 to QUESTIONS - 1 at samples 0 and 1, within 16 tokens. */
    abstract Teacher open() throws Exception;

    /** A request this teacher cannot answer. */
    abstract TeacherRequest unanswerable();

    /** A request whose answer does not fit its length limit. */
    abstract TeacherRequest tooLong();

    static String question(int i) {
        return "Question: " + PLANTED + " " + i;
    }

    static TeacherRequest request(int i, int sample) {
        return request(question(i), i, sample, 16);
    }

    static TeacherRequest request(String user, int i, int sample, int maxTokens) {
        return new TeacherRequest(
                "r" + i + "-" + sample,
                sample,
                List.of(new ChatMessage("user", user)),
                new SamplingConfig(0.8, 0.95, maxTokens, List.of()),
                31L * i + sample);
    }

    @BeforeEach
    void openTeacher() throws Exception {
        teacher = open();
    }

    @AfterEach
    void closeTeacher() {
        teacher.close();
    }

    private static Outcome get(CompletableFuture<Outcome> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static Completion completion(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return answered.completion();
        }
        if (outcome instanceof Outcome.Truncated truncated) {
            return truncated.completion();
        }
        throw new AssertionError("neither answered nor truncated: " + outcome);
    }

    @Test
    void shouldAnswerEveryRequest() throws Exception {
        List<CompletableFuture<Outcome>> futures = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> teacher.answer(request(i, 0)))
                .toList();

        for (CompletableFuture<Outcome> future : futures) {
            Completion completion = completion(get(future));
            assertThat(completion.completionTokens()).isBetween(0, 16);
            assertThat(completion.attempts()).isPositive();
            assertThat(completion.finishReason()).isNotBlank();
        }
    }

    @Test
    void shouldServeSeveralThreadsAtOnce() throws Exception {
        List<CompletableFuture<List<Outcome>>> tasks = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int sample = t % 2;
            tasks.add(CompletableFuture.supplyAsync(() -> IntStream.range(0, QUESTIONS)
                    .mapToObj(i -> teacher.answer(request(i, sample)).join())
                    .toList()));
        }
        for (CompletableFuture<List<Outcome>> task : tasks) {
            assertThat(task.get(100, TimeUnit.SECONDS)).hasSize(QUESTIONS).noneMatch(Outcome.Failed.class::isInstance);
        }
    }

    @Test
    void shouldGiveTheSameAnswerToTheSameRequest() throws Exception {
        String first = completion(get(teacher.answer(request(3, 1)))).text();
        String again = completion(get(teacher.answer(request(3, 1)))).text();

        assertThat(again).isEqualTo(first);
    }

    @Test
    void shouldGiveLogprobsThatAreProbabilitiesOrNone() throws Exception {
        Completion completion = completion(get(teacher.answer(request(1, 0))));

        if (completion.tokenLogprobs() != null) {
            assertThat(completion.tokenLogprobs()).hasSize(completion.completionTokens());
            for (float logprob : completion.tokenLogprobs()) {
                assertThat(logprob).isFinite().isLessThanOrEqualTo(0f);
            }
        }
    }

    @Test
    void shouldSayWhereTokensEndOrNothingOfThem() throws Exception {
        Completion completion = completion(get(teacher.answer(request(1, 0))));

        if (completion.tokenEnds() != null) {
            int length = completion.text().getBytes(StandardCharsets.UTF_8).length;
            assertThat(completion.tokenEnds()).hasSameSizeAs(completion.tokenLogprobs());
            assertThat(completion.tokenEnds()).isSorted();
            assertThat(completion.tokenEnds()[completion.tokenEnds().length - 1])
                    .as("tokens come to the whole text")
                    .isEqualTo(length);
        }
        assertThat(completion.tokenEnds() != null).isEqualTo(tellsTokens());
    }

    /** Whether this teacher says what its tokens are. */
    boolean tellsTokens() {
        return true;
    }

    @Test
    void shouldSayWhenTheLengthLimitEndedTheAnswer() throws Exception {
        assertThat(get(teacher.answer(tooLong())))
                .isInstanceOfSatisfying(
                        Outcome.Truncated.class,
                        truncated -> assertThat(truncated.completion().finishReason())
                                .isEqualTo("length"));
    }

    @Test
    void shouldFailInsteadOfThrowing() throws Exception {
        assertThat(get(teacher.answer(unanswerable()))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error()).isNotBlank().doesNotContain("\n").doesNotContain(PLANTED);
            assertThat(failed.attempts()).isPositive();
        });
    }

    @Test
    void shouldGoOnAfterAFailure() throws Exception {
        get(teacher.answer(unanswerable()));

        assertThat(get(teacher.answer(request(0, 0)))).isNotInstanceOf(Outcome.Failed.class);
    }

    @Test
    void shouldSayItsNameAndHowManyRequestsItTakes() {
        assertThat(teacher.name()).isNotBlank();
        assertThat(teacher.concurrency()).isPositive();
    }

    @Test
    void shouldBeClosableTwice() {
        teacher.close();
        teacher.close();
    }
}
