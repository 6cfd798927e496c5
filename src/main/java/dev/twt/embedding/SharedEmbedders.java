package dev.twt.embedding;

import dev.twt.config.EmbeddingConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One embedder a configuration in a JVM, shared by its tasks and closed when none has used it for a while: the next
 * stage's tasks then find the memory free, and those of the same stage do not load the model again.
 */
final class SharedEmbedders {
    private static final SharedEmbedders JVM = new SharedEmbedders(OnnxEmbedder::open, 30_000);

    private final Map<EmbeddingConfig, Shared> open = new HashMap<>();
    private final Function<EmbeddingConfig, Embedder> opener;
    private final long idleMillis;
    private final ScheduledExecutorService closer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "twt-embedder-closer");
        thread.setDaemon(true);
        return thread;
    });

    SharedEmbedders(Function<EmbeddingConfig, Embedder> opener, long idleMillis) {
        this.opener = opener;
        this.idleMillis = idleMillis;
    }

    /** The embedders of this JVM. */
    static SharedEmbedders jvm() {
        return JVM;
    }

    /** Opens the embedder or joins those who have it; to be closed once by each who took it. */
    synchronized Lease lease(EmbeddingConfig config) {
        Shared shared = open.computeIfAbsent(config, c -> new Shared(c, opener.apply(c)));
        shared.users++;
        return new Lease(shared);
    }

    private synchronized void release(Shared shared) {
        shared.users--;
        shared.releases++;
        if (shared.users == 0) {
            long releases = shared.releases;
            var unused = closer.schedule(() -> closeIdle(shared, releases), idleMillis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void closeIdle(Shared shared, long releases) {
        if (shared.users == 0 && shared.releases == releases) {
            open.remove(shared.config);
            shared.embedder.close();
        }
    }

    private static final class Shared {
        private final EmbeddingConfig config;
        private final Embedder embedder;
        private int users;
        private long releases;

        Shared(EmbeddingConfig config, Embedder embedder) {
            this.config = config;
            this.embedder = embedder;
        }
    }

    /** The right to use a shared embedder. */
    final class Lease implements AutoCloseable {
        private final Shared shared;
        private boolean closed;

        private Lease(Shared shared) {
            this.shared = shared;
        }

        Embedder embedder() {
            return shared.embedder;
        }

        @Override
        public void close() {
            synchronized (SharedEmbedders.this) {
                if (!closed) {
                    closed = true;
                    release(shared);
                }
            }
        }
    }
}
