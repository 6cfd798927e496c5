package dev.twt.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.EmbeddingConfig;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedEmbeddersTest {
    private static final EmbeddingConfig CONFIG = new EmbeddingConfig("folder", "here", 8, 8);

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    @Test
    void shouldOpenOneEmbedderForAllWhoShareAConfiguration() {
        SharedEmbedders shared = new SharedEmbedders(c -> new Counted(), 10_000);
        SharedEmbedders.Lease first = shared.lease(CONFIG);
        SharedEmbedders.Lease second = shared.lease(new EmbeddingConfig("folder", "here", 8, 8));
        assertThat(second.embedder()).isSameAs(first.embedder());
        assertThat(shared.lease(new EmbeddingConfig("folder", "there", 8, 8)).embedder())
                .isNotSameAs(first.embedder());
        assertThat(opened).hasValue(2);
    }

    @Test
    void shouldCloseAnEmbedderThatNobodyUses() throws InterruptedException {
        SharedEmbedders shared = new SharedEmbedders(c -> new Counted(), 1);
        shared.lease(CONFIG).close();
        assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
        try (SharedEmbedders.Lease again = shared.lease(CONFIG)) {
            assertThat(again.embedder()).isNotNull();
            assertThat(opened).hasValue(2);
        }
    }

    @Test
    void shouldKeepAnEmbedderOpenWhileOneUserIsLeft() throws InterruptedException {
        SharedEmbedders shared = new SharedEmbedders(c -> new Counted(), 1);
        SharedEmbedders.Lease staying = shared.lease(CONFIG);
        SharedEmbedders.Lease leaving = shared.lease(CONFIG);
        leaving.close();
        leaving.close();
        assertThat(closing.await(200, TimeUnit.MILLISECONDS)).isFalse();
        staying.close();
        assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).hasValue(1);
    }

    private final class Counted implements Embedder {
        Counted() {
            opened.incrementAndGet();
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public float[][] embed(List<String> texts) {
            return new float[texts.size()][1];
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            closing.countDown();
        }
    }
}
