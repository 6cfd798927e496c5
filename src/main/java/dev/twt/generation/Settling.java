package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.generation.governor.Settlement;
import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import java.util.List;
import java.util.Objects;

/** What a request took in the end, by what came back for its samples. */
final class Settling {
    private Settling() {}

    static Settlement of(TeacherConfig config, List<Outcome> outcomes) {
        List<Completion> written = outcomes.stream()
                .map(LedgerRows::completion)
                .filter(Objects::nonNull)
                .toList();
        if (!written.isEmpty()) {
            // What the rows will hold: with them the server's whole count is shared out.
            return Settlement.used(
                    written.stream()
                            .mapToLong(c -> (long) c.promptTokens() + c.completionTokens())
                            .sum(),
                    written.stream().mapToDouble(c -> WorstCase.usd(config, c)).sum());
        }
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Retry retry) {
                return retry.served() ? Settlement.unknown() : Settlement.free(retry.throttled());
            }
        }
        boolean unsent = outcomes.stream().anyMatch(o -> o instanceof Outcome.Resting || o instanceof Outcome.Starting);
        return unsent ? Settlement.unsent() : Settlement.free(false);
    }
}
