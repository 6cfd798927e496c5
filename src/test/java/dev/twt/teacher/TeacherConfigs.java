package dev.twt.teacher;

import dev.twt.config.EndpointConfig;
import dev.twt.config.LaunchConfig;
import dev.twt.config.LimitsConfig;
import dev.twt.config.PriceConfig;
import dev.twt.config.PromptStyle;
import dev.twt.config.RetryConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import java.time.Duration;
import java.util.List;

/** Teacher configurations for tests. */
final class TeacherConfigs {
    private TeacherConfigs() {}

    static TeacherConfig of(String backend, String model, PromptStyle prompt) {
        return of(backend, model, prompt, EndpointConfig.none());
    }

    /** A teacher at a server. */
    static TeacherConfig at(EndpointConfig endpoint) {
        return of("openai", "served-model", PromptStyle.AUTO, endpoint);
    }

    /** The same teacher, asked so many answers to a question. */
    static TeacherConfig sampled(TeacherConfig teacher, int samples) {
        return of(
                "openai",
                teacher.model(),
                PromptStyle.AUTO,
                samples,
                teacher.endpoint(),
                LimitsConfig.none(),
                RetryConfig.standard());
    }

    /** A teacher at servers whose slow requests are sent a second time. */
    static TeacherConfig hedged(EndpointConfig endpoint, Duration after, int inFlight) {
        return of(
                "openai",
                "served-model",
                PromptStyle.AUTO,
                1,
                endpoint,
                new LimitsConfig(0, 0, inFlight),
                new RetryConfig(1, Duration.ofSeconds(1), Duration.ofSeconds(1), after));
    }

    private static TeacherConfig of(String backend, String model, PromptStyle prompt, EndpointConfig endpoint) {
        return of(backend, model, prompt, 1, endpoint, LimitsConfig.none(), RetryConfig.standard());
    }

    private static TeacherConfig of(
            String backend,
            String model,
            PromptStyle prompt,
            int samples,
            EndpointConfig endpoint,
            LimitsConfig limits,
            RetryConfig retry) {
        return new TeacherConfig(
                "tested",
                backend,
                model,
                "",
                "",
                prompt,
                0,
                samples,
                new SamplingConfig(0.8, 0.95, 16, List.of()),
                1.0,
                4,
                "float32",
                "",
                new PriceConfig(0, 0),
                endpoint,
                LaunchConfig.none(),
                limits,
                retry,
                "");
    }
}
