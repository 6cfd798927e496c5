package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.http.ErrorText;
import dev.twt.teacher.http.Keys;
import dev.twt.teacher.launch.LaunchedServer;
import dev.twt.teacher.launch.ServerState;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A server that this program starts on the machine at hand and asks as any other server. While it is not ready nothing is
 * sent and nothing counts as an attempt.
 */
final class LaunchedTeacher implements Teacher {
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    /** A server's last words may quote what it was asked last. */
    private static final int PROMPTS_KNOWN = 64;

    private final TeacherConfig config;
    private final Map<String, String> environment;
    private final ErrorText errors;
    private final Deque<String> prompts = new ArrayDeque<>();
    private final LaunchedServer server;
    private URI address;
    private HttpTeacher client;

    /**
     * Begins to start the server; returns at once.
     *
     * @param environment of this process
     * @throws dev.twt.config.UserException if a key is not there, or something else of the configuration cannot be used
     */
    LaunchedTeacher(TeacherConfig config, Map<String, String> environment) {
        check(config, environment);
        this.config = config;
        this.environment = environment;
        this.errors = new ErrorText(Keys.of(config, environment));
        this.server = new LaunchedServer(config, environment, this::shown);
    }

    /** Refuses what no server can be asked, without starting one. */
    static void check(TeacherConfig config, Map<String, String> environment) {
        new HttpTeacher(config, environment).close();
    }

    private String shown(String line) {
        String shown = line;
        for (String secret : config.launch().secrets()) {
            shown = secret.isBlank() ? shown : shown.replace(secret, "(key)");
        }
        List<String> known;
        synchronized (prompts) {
            known = List.copyOf(prompts);
        }
        return errors.of(shown, known);
    }

    @Override
    public String name() {
        return config.name();
    }

    /** One while it starts: that one finds out when it is ready. */
    @Override
    public int concurrency() {
        return server.state() instanceof ServerState.Ready ? config.limits().inFlight() : 1;
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        ServerState state = server.state();
        if (state instanceof ServerState.Ready ready) {
            remember(request);
            return client(ready.address()).answer(request);
        }
        return CompletableFuture.completedFuture(starting(state));
    }

    @Override
    public CompletableFuture<List<Outcome>> answerTogether(List<TeacherRequest> samples) {
        ServerState state = server.state();
        if (state instanceof ServerState.Ready ready) {
            remember(samples.get(0));
            return client(ready.address()).answerTogether(samples);
        }
        return CompletableFuture.completedFuture(Collections.nCopies(samples.size(), starting(state)));
    }

    private static Outcome starting(ServerState state) {
        String waiting = state instanceof ServerState.Starting starting ? starting.doing() : "the server is lost";
        return new Outcome.Starting(waiting, COME_BACK);
    }

    private void remember(TeacherRequest request) {
        synchronized (prompts) {
            request.messages().stream().map(ChatMessage::content).forEach(prompts::addLast);
            while (prompts.size() > PROMPTS_KNOWN) {
                prompts.removeFirst();
            }
        }
    }

    private synchronized HttpTeacher client(URI ready) {
        if (!ready.equals(address)) {
            if (client != null) {
                client.close();
            }
            address = ready;
            String base = ready + config.launch().apiPath();
            client = new HttpTeacher(config.withEndpoint(config.endpoint().withUrls(List.of(base))), environment);
        }
        return client;
    }

    @Override
    public Optional<String> lost() {
        return server.state() instanceof ServerState.Lost lost ? Optional.of(lost.reason()) : Optional.empty();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (client != null) {
                client.close();
            }
        }
        server.close();
    }
}
