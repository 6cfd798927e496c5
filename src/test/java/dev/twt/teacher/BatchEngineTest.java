package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchEngineTest {
    private final FakeLm lm = new FakeLm();
    private final BatchEngine engine = new BatchEngine(lm, 3, "tested");

    @AfterEach
    void close() {
        engine.close();
    }

    private CompletableFuture<Generation> submit(String id, int steps) {
        return engine.submit(new GenerationRequest(id, new int[] {steps}, 0, 1, 50, 7, List.of()));
    }

    @Test
    void shouldAnswerMoreRequestsThanSlots() throws Exception {
        List<CompletableFuture<Generation>> futures = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            futures.add(submit("r" + i, 1 + i % 5));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(futures.get(i).get(10, TimeUnit.SECONDS).id()).isEqualTo("r" + i);
        }
        assertThat(lm.mostActive).isBetween(1, 3);
    }

    @Test
    void shouldAnswerTheSameRequestAskedTwiceAtOnce() throws Exception {
        CompletableFuture<Generation> one = submit("same", 4);
        CompletableFuture<Generation> other = submit("same", 4);

        assertThat(one.get(10, TimeUnit.SECONDS).id()).isEqualTo("same");
        assertThat(other.get(10, TimeUnit.SECONDS).id()).isEqualTo("same");
    }

    @Test
    void shouldFailOnlyTheRequestThatCannotBeAdded() throws Exception {
        CompletableFuture<Generation> tooLong =
                engine.submit(new GenerationRequest("long", new int[41], 0, 1, 5, 7, List.of()));

        assertThatThrownBy(() -> tooLong.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("context");
        assertThat(submit("next", 2).get(10, TimeUnit.SECONDS).id()).isEqualTo("next");
    }

    @Test
    void shouldGoOnWithANewSessionWhenAStepFails() throws Exception {
        lm.failNextStep = true;

        assertThatThrownBy(() -> submit("hit", 2).get(10, TimeUnit.SECONDS)).hasMessageContaining("out of memory");
        assertThat(submit("next", 2).get(10, TimeUnit.SECONDS).id()).isEqualTo("next");
        assertThat(lm.sessions).isEqualTo(2);
    }

    @Test
    void shouldFailWhatIsLeftWhenItIsClosed() {
        List<CompletableFuture<Generation>> futures = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            futures.add(engine.submit(
                    new GenerationRequest("r" + i, new int[] {1_000_000_000}, 0, 1, Integer.MAX_VALUE, 7, List.of())));
        }
        engine.close();

        assertThat(futures)
                .allSatisfy(future -> assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                        .hasMessageContaining("closed"));
    }
}
