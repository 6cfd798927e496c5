package dev.twt.generation.governor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message at a time, with a shorter patience than Spark's two minutes. A message without an answer is asked for
 * again by calling once more: while its call is young that waits on, later the message is sent again.
 */
final class PatientLine {
    private static final Logger LOG = LoggerFactory.getLogger(PatientLine.class);
    private static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final ExecutorService CALLS = Executors.newCachedThreadPool(PatientLine::daemon);

    private final DriverLine line;
    private final Duration patience;
    private Future<Object> call;
    private Object called;
    private long calledAt;

    PatientLine(DriverLine line, Duration patience) {
        this.line = line;
        this.patience = patience;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "twt-governor-call");
        thread.setDaemon(true);
        return thread;
    }

    /** Empty if no answer came in time, or none will; an interrupt ends the wait and stays set. */
    Optional<Object> ask(Object message) {
        if (called != message || call == null || System.nanoTime() - calledAt > YOUNG_NANOS) {
            call = CALLS.submit(() -> line.ask(message));
            called = message;
            calledAt = System.nanoTime();
        }
        try {
            Object answer = call.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            call = null;
            return Optional.of(answer);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.debug("The driver was not reached", e.getCause());
            call = null;
            return Optional.empty();
        }
    }
}
