package dev.twt.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A teacher on this machine that keeps the books on its own side: which question came when, and which got a whole
 * answer. Questions are {@code What is N + 1?}; it can be taken down and put up again under the same address.
 */
public final class CountingServer implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("What is (\\d+) \\+ 1");

    private final FakeChatApi good = new FakeChatApi("Reasoning: The next number is wanted.\n", "\nConfidence: 0.99");
    private final long millis;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<Integer, Integer> answers = new HashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile IntFunction<FaultyServer.Behaviour> faults = arrival -> null;
    private FaultyServer server;

    /**
     * A request as it came.
     *
     * @param question its number
     * @param nanos when
     */
    public record Arrival(int question, long nanos) {}

    /** @param millis that each answer takes */
    public CountingServer(long millis) {
        this.millis = millis;
        this.server = FaultyServer.that(this::serve);
    }

    /** Says what goes wrong with the n-th request, from 0; null for nothing. */
    public void from(IntFunction<FaultyServer.Behaviour> faults) {
        this.faults = faults;
    }

    public String url() {
        return server.url();
    }

    /** Nothing listens any more; what is under way is cut. */
    public void down() {
        server.close();
    }

    public void up() {
        server = FaultyServer.that(this::serve, server.port());
    }

    private void serve(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        Matcher number = NUMBER.matcher(request.body());
        int question = number.find() ? Integer.parseInt(number.group(1)) : -1;
        int arrival;
        synchronized (this) {
            arrival = arrivals.size();
            arrivals.add(new Arrival(question, System.nanoTime()));
        }
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            FaultyServer.Behaviour fault = faults.apply(arrival);
            if (fault != null) {
                fault.serve(request, exchange);
                return;
            }
            Thread.sleep(millis);
            good.serve(request, exchange);
            synchronized (this) {
                answers.merge(question, 1, Integer::sum);
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    public synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Numbers of the questions that came after so many requests. */
    public synchronized Set<Integer> askedAfter(int arrival) {
        Set<Integer> asked = new HashSet<>();
        arrivals.subList(arrival, arrivals.size()).forEach(a -> asked.add(a.question()));
        return asked;
    }

    /** Whole answers given. */
    public synchronized int answered() {
        return answers.values().stream().mapToInt(i -> i).sum();
    }

    /** Whole answers given beyond the first to a question. */
    public synchronized int answeredAgain() {
        return answered() - answers.size();
    }

    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void close() {
        server.close();
    }
}
