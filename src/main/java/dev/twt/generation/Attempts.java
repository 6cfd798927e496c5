package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import java.util.List;

/** Makes one teacher's attempts, each with what it takes at worst. */
final class Attempts {
    private final TeacherConfig config;
    private final TaskFinder tasks;
    private final SampleLimit limit;

    /** @param limit samples in one request */
    Attempts(TeacherConfig config, TaskFinder tasks, SampleLimit limit) {
        this.config = config;
        this.tasks = tasks;
        this.limit = limit;
    }

    /** The first attempt of some samples of one question. */
    Attempt first(List<PlannedRequest> samples) {
        PlannedRequest request = samples.get(0);
        List<ChatMessage> messages = PromptMessages.of(request, config, tasks);
        return new Attempt(samples, messages, WorstCase.of(config, messages, samples.size()), 1, System.nanoTime());
    }

    /** The same attempt for some of its samples. */
    Attempt of(Attempt whole, List<PlannedRequest> some) {
        return some.size() == whole.requests().size()
                ? whole
                : whole.with(some, WorstCase.of(config, whole.messages(), some.size()));
    }

    /** The same as so many attempts as are needed by now: itself, or one a sample. */
    List<Attempt> pieces(Attempt attempt) {
        return attempt.requests().size() <= limit.most()
                ? List.of(attempt)
                : attempt.requests().stream()
                        .map(request -> of(attempt, List.of(request)))
                        .toList();
    }
}
