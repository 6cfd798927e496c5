package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are sent a second time because the first sending is slow, at real servers. */
@Timeout(60)
class HedgedRequestsTest {
    private static final Duration AFTER = Duration.ofMillis(100);
    /** One second sending at a time. */
    private static final int FEW = 10;

    private final FaultyServer.Behaviour good = new FakeChatApi();
    private final FaultyServer one = FaultyServer.that(good);
    private final FaultyServer other = FaultyServer.that(good);

    @AfterEach
    void stopServers() {
        one.close();
        other.close();
    }

    private static HttpTeacher teacher(Duration after, int inFlight, FaultyServer... servers) {
        String[] urls = new String[servers.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = servers[i].url();
        }
        return new HttpTeacher(TeacherConfigs.hedged(Endpoints.at(urls), after, inFlight), Map.of());
    }

    private static Outcome ask(Teacher teacher) throws Exception {
        return teacher.answer(TeacherContract.request(0, 0)).get(30, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static FaultyServer.Behaviour after(CountDownLatch signal, FaultyServer.Behaviour then) {
        return (request, exchange) -> {
            signal.await();
            then.serve(request, exchange);
        };
    }

    private static FaultyServer.Behaviour telling(CountDownLatch signal, FaultyServer.Behaviour then) {
        return (request, exchange) -> {
            signal.countDown();
            then.serve(request, exchange);
        };
    }

    @Test
    void shouldTakeTheQuickServersAnswerAndLetTheSlowOneGo() throws Exception {
        one.from(one.slowLoris());
        try (Teacher teacher = teacher(AFTER, FEW, one, other)) {
            Completion completion = ((Outcome.Answered) ask(teacher)).completion();

            assertThat(completion.text()).isEqualTo("Answer: 0");
            assertThat(completion.latencyMillis())
                    .as("from the first sending")
                    .isGreaterThanOrEqualTo(AFTER.toMillis());
            assertThat(one.lostClient().await(30, TimeUnit.SECONDS))
                    .as("the slow one sees it")
                    .isTrue();
        }
        assertThat(one.requests()).hasSize(1);
        assertThat(other.requests()).hasSize(1);
        assertThat(other.requests().get(0).body())
                .isEqualTo(one.requests().get(0).body());
    }

    @Test
    void shouldAskTheSameServerAgainWhereThereIsOnlyOne() throws Exception {
        one.first(one.slowLoris());
        try (Teacher teacher = teacher(AFTER, FEW, one)) {
            assertThat(ask(teacher)).isInstanceOf(Outcome.Answered.class);
            assertThat(one.lostClient().await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(one.requests()).hasSize(2);
    }

    @Test
    void shouldTakeTheFirstSendingsAnswerWhereItIsTheEarlierOneAfterAll() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        one.from(after(second, good));
        other.from(telling(second, other.slowLoris()));
        try (Teacher teacher = teacher(AFTER, FEW, one, other)) {
            assertThat(ask(teacher)).isInstanceOf(Outcome.Answered.class);
            assertThat(other.lostClient().await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldSendNothingTwiceThatIsQuick() throws Exception {
        try (Teacher teacher = teacher(Duration.ofSeconds(50), FEW, one, other)) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(teacher)).isInstanceOf(Outcome.Answered.class);
            }
        }
        assertThat(one.requests().size() + other.requests().size()).isEqualTo(5);
    }

    @Test
    void shouldSendNothingTwiceUnlessItIsAskedTo() throws Exception {
        one.from((request, exchange) -> {
            Thread.sleep(500);
            good.serve(request, exchange);
        });
        try (Teacher teacher = teacher(Duration.ZERO, FEW, one)) {
            assertThat(ask(teacher)).isInstanceOf(Outcome.Answered.class);
        }
        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void shouldNotEndWithAFaultWhileTheOtherSendingIsUnderWay() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch broken = new CountDownLatch(1);
        one.from(after(second, (request, exchange) -> {
            exchange.close();
            broken.countDown();
        }));
        other.from(telling(second, after(broken, (request, exchange) -> {
            // Time for the break to be seen first.
            Thread.sleep(200);
            good.serve(request, exchange);
        })));
        try (Teacher teacher = teacher(AFTER, FEW, one, other)) {
            assertThat(ask(teacher)).isInstanceOf(Outcome.Answered.class);
        }
    }

    @Test
    void shouldNotEndWithAFaultOfTheSecondSending() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        one.from(after(refused, good));
        other.from((request, exchange) -> {
            FaultyServer.status(503, "").serve(request, exchange);
            exchange.close();
            Thread.sleep(200);
            refused.countDown();
        });
        try (Teacher teacher = teacher(AFTER, FEW, one, other)) {
            assertThat(ask(teacher)).isInstanceOf(Outcome.Answered.class);
        }
        assertThat(other.requests()).as("one second sending a request").hasSize(1);
    }

    @Test
    void shouldEndOnceBothHaveFailedAndSayWhatMayPass() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        one.from(after(second, FaultyServer.status(503, "")));
        other.from(telling(second, FaultyServer.status(400, "{\"error\": \"no\"}")));
        try (Teacher teacher = teacher(AFTER, FEW, one, other)) {
            assertThat(ask(teacher)).isInstanceOf(Outcome.Retry.class);
        }
    }

    @Test
    void shouldEndBothInTime() throws Exception {
        one.from(one.slowLoris());
        other.from(other.slowLoris());
        var endpoint = Endpoints.timed(Duration.ofSeconds(1), one.url(), other.url());
        try (Teacher teacher = new HttpTeacher(TeacherConfigs.hedged(endpoint, AFTER, FEW), Map.of())) {
            assertThat(ask(teacher))
                    .isInstanceOfSatisfying(
                            Outcome.Retry.class,
                            retry -> assertThat(retry.error()).contains("within 1000 ms"));
            assertThat(one.lostClient().await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(other.lostClient().await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldGiveBothUpWithItsCaller() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        one.from(one.slowLoris());
        other.from(telling(second, other.slowLoris()));
        try (Teacher teacher = teacher(AFTER, FEW, one, other)) {
            CompletableFuture<Outcome> answer = teacher.answer(TeacherContract.request(0, 0));
            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
            answer.cancel(true);
            assertThat(one.lostClient().await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(other.lostClient().await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldNotDoubleTheLoadOfServersThatAreAllSlow() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        one.from(after(end, good));
        try (Teacher teacher = teacher(AFTER, 20, one)) {
            List<CompletableFuture<Outcome>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(teacher.answer(TeacherContract.request(i, 0)));
            }
            await(() -> one.requests().size() == 14);
            Thread.sleep(5 * AFTER.toMillis());
            assertThat(one.requests()).as("a tenth of 20 are sent twice").hasSize(14);
            end.countDown();
            for (CompletableFuture<Outcome> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Answered.class);
            }
        }
    }

    @Test
    void shouldSendAgainOnceAnotherSecondSendingHasEnded() throws Exception {
        one.from(one.slowLoris());
        try (Teacher teacher = teacher(AFTER, FEW, one, other)) {
            for (int i = 0; i < 3; i++) {
                assertThat(ask(teacher)).isInstanceOf(Outcome.Answered.class);
            }
        }
        assertThat(other.requests()).hasSize(3);
    }
}
