package dev.twt.teacher.launch;

import dev.twt.config.LaunchConfig;
import dev.twt.process.ProcessGroup;
import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Watches one life of a server: until it is ready, then until it ends or says that it is ill. */
final class ServerLife {
    /** A server that was well for so long is not one that cannot be started. */
    static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final Duration WATCH = Duration.ofSeconds(5);
    private static final int ILL_IN_A_ROW = 3;
    private static final int READY = 200;
    private static final int SERVER_FAULTS = 500;
    private static final int CANNOT_RUN = 126;
    private static final int NOT_FOUND = 127;

    private final LaunchConfig launch;
    private final ProcessGroup process;
    private final URI address;
    private final URI health;
    private final ServerLog log;
    private final BiConsumer<URI, Duration> ready;
    private final long begin = System.nanoTime();

    /**
     * Of a process that has just been started.
     *
     * @param address of the server, without a path
     * @param ready told its address, and the time it took, when it takes requests
     */
    ServerLife(LaunchConfig launch, ProcessGroup process, URI address, ServerLog log, BiConsumer<URI, Duration> ready) {
        this.launch = launch;
        this.process = process;
        this.address = address;
        this.health = URI.create(address + launch.readyPath());
        this.log = log;
        this.ready = ready;
    }

    /** Returns when it is over, though the process may still be there. */
    Ending watch() throws InterruptedException {
        Duration look = FIRST_LOOK;
        while (!process.awaitEnd(look)) {
            if (ReadyCheck.status(health) == READY && process.isAlive()) {
                ready.accept(address, since(begin));
                return whileReady();
            }
            if (since(begin).compareTo(launch.readyTimeout()) > 0) {
                return new Ending(
                        "was not ready within " + launch.readyTimeout().toSeconds() + " s (launch.ready-timeout; GET "
                                + launch.readyPath() + " gave no 200)",
                        Ending.Kind.FAILED);
            }
            look = look.multipliedBy(2).compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look.multipliedBy(2);
        }
        return endedEarly();
    }

    private Ending endedEarly() {
        if (FreePort.wasTaken(log.lastWords())) {
            return new Ending("found its port taken", Ending.Kind.PORT_TAKEN);
        }
        boolean hopeless = process.status() == CANNOT_RUN || process.status() == NOT_FOUND;
        return new Ending(
                hopeless
                        ? "cannot be started: " + launch.command().get(0) + " is no program that can be run there"
                        : "ended before it was ready, with status " + process.status(),
                hopeless ? Ending.Kind.HOPELESS : Ending.Kind.FAILED);
    }

    private Ending whileReady() throws InterruptedException {
        long since = System.nanoTime();
        int ill = 0;
        while (!process.awaitEnd(WATCH)) {
            // One that does not answer may be busy; one that says it is ill has lost its engine.
            ill = ReadyCheck.status(health) >= SERVER_FAULTS ? ill + 1 : 0;
            if (ill == ILL_IN_A_ROW) {
                return late("said " + ill + " times that it is ill (GET " + launch.readyPath() + ")", since);
            }
        }
        return late("ended with status " + process.status(), since);
    }

    private static Ending late(String what, long since) {
        boolean longLived = since(since).compareTo(LONG) > 0;
        return new Ending(what, longLived ? Ending.Kind.FAILED_LATE : Ending.Kind.FAILED);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
