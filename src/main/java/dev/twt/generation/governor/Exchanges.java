package dev.twt.generation.governor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes each message of a run's clients once: one that comes again gets the answer it had. */
final class Exchanges {
    /** To a message without a question, and to one that has been overtaken. */
    private static final Grant NOTHING = new Grant(0, 0, Duration.ofMillis(100), Optional.empty());

    private final DriverGovernor governor;
    private final Map<String, Answered> last = new HashMap<>();

    private record Answered(long sequence, Grant answer) {}

    Exchanges(DriverGovernor governor) {
        this.governor = governor;
    }

    DriverGovernor governor() {
        return governor;
    }

    synchronized Grant take(Exchange message) {
        Answered before = last.get(message.client());
        if (before != null && message.sequence() <= before.sequence()) {
            return message.sequence() == before.sequence() ? before.answer() : NOTHING;
        }
        message.settled().forEach(governor::settle);
        Grant answer = message.worst().isEmpty()
                ? NOTHING
                : governor.ask(message.client(), message.executor(), message.teacher(), message.worst());
        if (message.leaving()) {
            governor.left(message.client());
        }
        last.put(message.client(), new Answered(message.leaving() ? Long.MAX_VALUE : message.sequence(), answer));
        return answer;
    }
}
