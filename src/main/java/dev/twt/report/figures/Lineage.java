package dev.twt.report.figures;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.dataset.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the workspace was made from and with, as {@code run.json} has it.
 *
 * @param createdAt when the workspace was made, ISO 8601
 * @param seed base of every random choice
 * @param madeFor what the workspace was made for
 * @param versions of what made it
 * @param steps in the order in which they ran
 * @param config the effective configuration of the last step; secrets are redacted in it
 */
public record Lineage(
        String createdAt,
        long seed,
        Map<String, String> madeFor,
        Map<String, String> versions,
        List<StepFigures> steps,
        JsonNode config) {
    /**
     * One step.
     *
     * @param state running, done, stopped or failed
     * @param startedAt ISO 8601
     * @param seconds that it took the last time; null where it has not ended
     */
    public record StepFigures(String step, String state, String startedAt, Double seconds) {}

    public Lineage {
        madeFor = Collections.unmodifiableMap(new LinkedHashMap<>(madeFor));
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        steps = List.copyOf(steps);
    }

    static Lineage of(RunRecord record, JsonNode config) {
        List<StepFigures> steps = new ArrayList<>();
        record.steps()
                .forEach((name, step) -> steps.add(new StepFigures(
                        name,
                        step.state(),
                        step.startedAt().toString(),
                        step.endedAt() == null
                                ? null
                                : Duration.between(step.startedAt(), step.endedAt())
                                                .toMillis()
                                        / 1000.0)));
        return new Lineage(
                record.createdAt().toString(),
                record.seed(),
                record.identity().parts(),
                record.versions(),
                steps,
                config);
    }
}
