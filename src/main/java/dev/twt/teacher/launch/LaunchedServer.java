package dev.twt.teacher.launch;

import dev.twt.config.LaunchConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.process.ProcessGroup;
import dev.twt.process.SessionLeader;
import dev.twt.teacher.http.ServerEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server on this machine that is started, watched and started again by a thread of its own, until it is closed or has
 * failed too often in a row.
 */
public final class LaunchedServer implements AutoCloseable {
    /** Names the GPUs that a CUDA program sees. */
    public static final String VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

    private static final Logger LOG = LoggerFactory.getLogger(LaunchedServer.class);
    private static final int MOST_PORTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final TeacherConfig teacher;
    private final LaunchConfig launch;
    private final UnaryOperator<String> shown;
    private final List<String> leader;
    private final Map<String, String> inherited;
    private final ServerLog log;
    private final Thread keeper;
    private volatile ServerState state;
    private volatile boolean closed;

    /**
     * Starts the server; returns at once.
     *
     * @param environment of this process
     * @param shown what may be shown of a line of its output
     * @throws UserException if this machine cannot start it, or its key is not there
     */
    public LaunchedServer(TeacherConfig teacher, Map<String, String> environment, UnaryOperator<String> shown) {
        this.teacher = teacher;
        this.launch = teacher.launch();
        this.shown = shown;
        this.leader = SessionLeader.prefix("teachers." + teacher.name() + ".launch.command", environment);
        this.inherited = ServerEnvironment.of(teacher, environment);
        this.log = log();
        this.state = new ServerState.Starting("the server of " + teacher.name() + " waits for its GPUs");
        this.keeper = new Thread(this::keep, "twt-server-" + teacher.name());
        keeper.setDaemon(true);
        keeper.start();
    }

    private ServerLog log() {
        Path folder = Path.of(launch.logs().isEmpty() ? System.getProperty("java.io.tmpdir") : launch.logs());
        try {
            return ServerLog.in(folder, teacher.name(), shown);
        } catch (IOException e) {
            throw new UserException(
                    "teachers." + teacher.name() + ".launch.logs",
                    folder.toAbsolutePath() + " cannot be written: " + e.getMessage(),
                    "Name a folder that every executor can write");
        }
    }

    public ServerState state() {
        return state;
    }

    private void keep() {
        Set<String> devices = devices();
        try {
            Devices.take(devices);
        } catch (InterruptedException e) {
            return; // closed before it began
        }
        try {
            live();
        } catch (InterruptedException e) {
            // closed: the process has been ended
        } catch (IOException | RuntimeException e) {
            lost("the server of " + teacher.name() + " could not be started: " + shown.apply(e.toString()));
        } finally {
            Devices.free(devices);
        }
    }

    /** Its GPUs as this JVM counts them; without addresses a server that wants GPUs may take every one. */
    private Set<String> devices() {
        String visible = launch.environment().getOrDefault(VISIBLE_DEVICES, "");
        if (visible.isEmpty()) {
            return launch.gpus() == 0 ? Set.of() : Set.of("every GPU");
        }
        return Stream.of(visible.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    private void live() throws InterruptedException, IOException {
        int failures = 0;
        int ports = 0;
        while (!closed) {
            Ending ending = oneLife(failures);
            if (ending.kind() == Ending.Kind.PORT_TAKEN && ++ports < MOST_PORTS) {
                continue;
            }
            ports = 0;
            failures = ending.kind() == Ending.Kind.FAILED_LATE ? 1 : failures + 1;
            if (failures >= launch.starts() || ending.kind() == Ending.Kind.HOPELESS) {
                lost(lastWords(ending, failures));
                return;
            }
            Duration pause = pause(failures);
            say("the server of " + teacher.name() + " " + ending.what() + "; it is started again in "
                    + pause.toSeconds() + " s (log: " + log.file() + ")");
            Thread.sleep(pause.toMillis());
        }
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private Ending oneLife(int failures) throws InterruptedException, IOException {
        log.begin();
        Placeholders filled = new Placeholders(teacher, FreePort.find());
        Map<String, String> environment = new TreeMap<>(inherited);
        launch.environment().forEach((name, value) -> environment.put(name, filled.in(value)));
        say("the server of " + teacher.name() + " starts" + (failures == 0 ? "" : " again") + " (log: " + log.file()
                + ")");
        ProcessGroup process = ProcessGroup.start(
                leader, launch.command().stream().map(filled::in).toList(), environment, log.file());
        try {
            return new ServerLife(launch, process, address(filled.port()), log, this::ready).watch();
        } finally {
            state = new ServerState.Starting("the server of " + teacher.name() + " has ended");
            process.end();
        }
    }

    private void ready(URI address, Duration after) {
        LOG.info("The server of {} is ready after {} s", teacher.name(), after.toSeconds());
        state = new ServerState.Ready(address);
    }

    private static URI address(int port) {
        return URI.create("http://" + Placeholders.HOST + ":" + port);
    }

    private void say(String doing) {
        state = new ServerState.Starting(doing);
        LOG.info("{}", doing);
    }

    private void lost(String reason) {
        LOG.warn("{}", reason);
        state = new ServerState.Lost(reason);
    }

    private String lastWords(Ending ending, int failures) {
        String times = failures == 1 ? "" : ", the last of " + failures + " failures in a row";
        List<String> lines = log.lastLines();
        String said = lines.isEmpty()
                ? "; it said nothing"
                : "; its last lines (all of them in " + log.file() + "):\n  " + String.join("\n  ", lines);
        return "its server " + ending.what() + times + said;
    }

    /** Ends the server and all it has started; waits for that, a few seconds at most. */
    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join(ProcessGroup.PATIENCE.toMillis() + 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
