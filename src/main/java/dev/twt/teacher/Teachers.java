package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The teachers open in this JVM. The tasks of an executor share one of each; a teacher without a lease is closed after a
 * while.
 */
public final class Teachers {
    /** The next task of an executor comes within seconds and must not load the model again. */
    private static final Duration LINGER = Duration.ofSeconds(20);

    private static final Map<TeacherConfig, Shared> OPEN = new HashMap<>();

    private static final ScheduledExecutorService REAPER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "twt-idle-teachers");
        thread.setDaemon(true);
        return thread;
    });

    static {
        // A process that ends inside libtorch can crash: native work ends first.
        Runtime.getRuntime().addShutdownHook(new Thread(Teachers::closeAll, "twt-close-teachers"));
    }

    private Teachers() {}

    /**
     * A lease on a teacher; it has to be closed.
     *
     * @throws UserException if the configuration names what cannot be opened
     * @throws dev.twt.model.file.ModelException if a model file cannot be used
     */
    public static Teacher open(TeacherConfig config) {
        TeacherConfig alike = alike(config);
        synchronized (OPEN) {
            Shared shared = OPEN.computeIfAbsent(alike, c -> new Shared(create(config)));
            shared.leases++;
            return new Lease(alike, shared.teacher);
        }
    }

    /** How often and how hot it is asked stands in each request: another round shares the model, or the server. */
    private static TeacherConfig alike(TeacherConfig config) {
        return config.asked(1, 0);
    }

    private static Teacher create(TeacherConfig config) {
        return switch (config.backend()) {
            case "in-jvm" -> new InJvmTeacher(config, CausalLms.load(spec(config)));
            case "replay" -> new ReplayTeacher(config);
            case "openai" -> new HttpTeacher(config, System.getenv());
            case "launched" -> new LaunchedTeacher(config, System.getenv());
            default ->
                throw new UserException(
                        "teachers." + config.name() + ".backend",
                        "there is no backend " + config.backend(),
                        "Say in-jvm, openai, launched or replay");
        };
    }

    /** The model file an in-JVM teacher needs. */
    static ModelSpec spec(TeacherConfig config) {
        Path template = config.chatTemplate().isEmpty() ? null : Path.of(config.chatTemplate());
        return new ModelSpec(Path.of(config.model()), config.sha256(), config.dtype(), template, config.device());
    }

    private static void release(TeacherConfig config) {
        synchronized (OPEN) {
            Shared shared = OPEN.get(config);
            if (shared == null) {
                return; // closeAll came first
            }
            shared.leases--;
            if (shared.leases == 0) {
                shared.idleSince = System.nanoTime();
                REAPER.schedule(() -> closeIfIdle(config), LINGER.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void closeIfIdle(TeacherConfig config) {
        Shared idle;
        synchronized (OPEN) {
            idle = OPEN.get(config);
            if (idle == null || idle.leases > 0 || System.nanoTime() - idle.idleSince < LINGER.toNanos()) {
                return;
            }
            OPEN.remove(config);
        }
        idle.teacher.close();
    }

    /** Closes every teacher at once, open leases or not: for the end of the JVM. */
    public static void closeAll() {
        List<Shared> all;
        synchronized (OPEN) {
            all = List.copyOf(OPEN.values());
            OPEN.clear();
        }
        all.forEach(shared -> shared.teacher.close());
    }

    private static final class Shared {
        private final Teacher teacher;
        private int leases;
        private long idleSince;

        private Shared(Teacher teacher) {
            this.teacher = teacher;
        }
    }

    private static final class Lease implements Teacher {
        private final TeacherConfig config;
        private final Teacher teacher;
        private boolean closed;

        private Lease(TeacherConfig config, Teacher teacher) {
            this.config = config;
            this.teacher = teacher;
        }

        @Override
        public String name() {
            return teacher.name();
        }

        @Override
        public int concurrency() {
            return teacher.concurrency();
        }

        @Override
        public CompletableFuture<Outcome> answer(TeacherRequest request) {
            return teacher.answer(request);
        }

        @Override
        public CompletableFuture<List<Outcome>> answerTogether(List<TeacherRequest> samples) {
            return teacher.answerTogether(samples);
        }

        @Override
        public Optional<String> lost() {
            return teacher.lost();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                release(config);
            }
        }
    }
}
