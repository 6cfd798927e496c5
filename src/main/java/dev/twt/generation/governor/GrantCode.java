package dev.twt.generation.governor;

import java.time.Duration;
import java.util.Optional;

/** A grant as arrays and strings of the JDK alone. */
final class GrantCode {
    private GrantCode() {}

    static Object encode(Grant grant) {
        return new Object[] {
            grant.granted(),
            grant.firstPermit(),
            grant.askAgain().toNanos(),
            grant.exhausted().orElse(null)
        };
    }

    static Grant decode(Object message) {
        Object[] parts = (Object[]) message;
        return new Grant(
                (Integer) parts[0], (Long) parts[1], Duration.ofNanos((Long) parts[2]), Optional.ofNullable((String)
                        parts[3]));
    }
}
