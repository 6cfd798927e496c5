package dev.twt.generation.governor;

import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import java.util.List;

/** Teachers of which only name, backend and limits matter. */
final class GovernedTeachers {
    private GovernedTeachers() {}

    static TeacherConfig of(String name, String backend, LimitsConfig limits) {
        return new TeacherConfig(
                name,
                backend,
                "model",
                "",
                "",
                PromptStyle.CHAT,
                0,
                1,
                new SamplingConfig(0.7, 0.95, 256, List.of()),
                1.0,
                4,
                "float32",
                "",
                new PriceConfig(1, 1),
                EndpointConfig.none(),
                LaunchConfig.none(),
                limits,
                RetryConfig.standard(),
                "");
    }
}
