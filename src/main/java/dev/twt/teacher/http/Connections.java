package dev.twt.teacher.http;

import io.netty.channel.Channel;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Connections that are kept: a call takes the one used last, or makes one. What is idle for long is closed. */
final class Connections implements AutoCloseable {
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);
    private static final ScheduledExecutorService SWEEPS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "twt-http-idle");
        thread.setDaemon(true);
        return thread;
    });

    private final Dialer dialer;
    private final EnvironmentProxies proxies;
    private final Map<Route.Hop, Deque<Connection>> kept = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> sweeps;
    private volatile boolean closed;

    Connections(Dialer dialer, EnvironmentProxies proxies) {
        this.dialer = dialer;
        this.proxies = proxies;
        this.sweeps = SWEEPS.scheduleWithFixedDelay(
                this::sweep, LONGEST_IDLE.toMillis() / 4, LONGEST_IDLE.toMillis() / 4, TimeUnit.MILLISECONDS);
    }

    /** Sends a call over a kept connection, or a new one. */
    void carry(Call call) {
        Deque<Connection> idle = idle(call.route());
        for (Connection last = idle.pollLast(); last != null; last = idle.pollLast()) {
            if (last.isOpen()) {
                last.carry(call, this::carry);
                return;
            }
        }
        connect(call);
    }

    private Deque<Connection> idle(Route route) {
        return kept.computeIfAbsent(route.hop(), hop -> new ConcurrentLinkedDeque<>());
    }

    private void connect(Call call) {
        Deque<Connection> idle = idle(call.route());
        String authorization =
                call.route().tunnelled() ? proxies.authorization(call.uri()).orElse(null) : null;
        dialer.dial(call.route(), authorization, call::on, new Dialer.Ends() {
            @Override
            public void connected(Channel channel) {
                Connection made = new Connection(channel, one -> keep(idle, one), idle::remove);
                channel.pipeline().addLast(made);
                made.carry(call, unsent -> unsent.fail(Dialer.explained(new ClosedChannelException())));
            }

            @Override
            public void failed(Throwable fault) {
                call.fail(fault);
            }

            @Override
            public void refused(HttpResponse<String> reply) {
                call.answer().complete(reply);
            }
        });
    }

    private void keep(Deque<Connection> idle, Connection connection) {
        idle.addLast(connection);
        if (closed) {
            connection.close();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        kept.values()
                .forEach(idle -> idle.removeIf(one -> {
                    boolean old = now - one.idleSince() > LONGEST_IDLE.toNanos();
                    if (old) {
                        one.close();
                    }
                    return old;
                }));
    }

    /** Closes what is idle; what is under way ends first. */
    @Override
    public void close() {
        closed = true;
        sweeps.cancel(false);
        kept.values().forEach(idle -> idle.forEach(Connection::close));
    }
}
